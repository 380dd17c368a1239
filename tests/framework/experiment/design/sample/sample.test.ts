import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../../../framework/experiment/design/sample/parameter.js';
import { sampleCombinations } from '../../../../../framework/experiment/design/sample/sample.js';
import {
  type Combination,
  countDesigns,
  designsOf,
  planFaults,
  SAMPLE_METHODS,
  type SampledParameter,
  type SamplePlan,
} from '../../../../../framework/index.js';

const unit = { min: 0, max: 1 };
const column = (combinations: readonly Combination[], name: string) =>
  combinations.map((each) => each[name] as number);

describe('values of a parameter', () => {
  test.each<[SampledParameter, [number, unknown][]]>([
    [
      { min: -2, max: 2 },
      [
        [0, -2],
        [0.25, -1],
        [0.999999999999, 2],
      ],
    ],
    [
      { min: 1, max: 3, integer: true },
      [
        [0, 1],
        [0.333, 1],
        [0.334, 2],
        [0.667, 3],
        [0.9999, 3],
      ],
    ],
    [
      { min: 0.01, max: 100, scale: 'log' },
      [
        [0, 0.01],
        [0.25, 0.1],
        [0.5, 1],
        [0.75, 10],
      ],
    ],
    [
      { min: 1, max: 7, scale: 'log', integer: true },
      [
        [0, 1],
        [0.33, 1],
        [0.34, 2],
        [0.67, 4],
        [0.9999, 7],
      ],
    ],
    [
      { values: ['a', [1], null] },
      [
        [0, 'a'],
        [0.34, [1]],
        [0.99, null],
      ],
    ],
    [{ min: 0, max: 1 }, [[1 / 3, 0.333333333]]],
    [{ min: -1, max: 1, integer: true }, [[0.5, 0]]],
  ])('%o', (parameter, cases) => {
    for (const [share, value] of cases) expect(valueAt(parameter, share), String(share)).toEqual(value);
  });

  test('never leave the range', () => {
    const range = fc
      .tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
      .filter(([one, other]) => one !== other)
      .map((ends) => [Math.min(...ends), Math.max(...ends)] as const);
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        range,
        share,
        fc.constantFrom('linear' as const, 'log' as const),
        ([min, max], at, scale) => {
          const value = valueAt({ min, max, scale }, at) as number;
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});

describe('a sample', () => {
  test('latin-hypercube has one value in each part, in an order of its own for each parameter', () => {
    const plan: SamplePlan = { method: 'latin-hypercube', count: 50, parameters: { a: unit, b: unit } };
    const points = sampleCombinations(plan, 3);
    const parts = ['a', 'b'].map((name) => column(points, name).map((value) => Math.floor(value * 50)));
    for (const own of parts)
      expect(own.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 50 }, (_, part) => part),
      );
    expect(parts[0]).not.toEqual(parts[1]);
  });

  test('random has the points of a shorter one first', () => {
    const plan = (count: number): SamplePlan => ({ method: 'random', count, parameters: { a: unit } });
    expect(sampleCombinations(plan(9), 3).slice(0, 5)).toEqual(sampleCombinations(plan(5), 3));
  });

  test('random and sobol are uniform', () => {
    for (const method of ['random', 'sobol'] as const) {
      const values = column(sampleCombinations({ method, count: 4096, parameters: { a: unit } }, 3), 'a');
      const mean = values.reduce((sum, value) => sum + value, 0) / 4096;
      // 5 standard errors of 0.0045.
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.0226);
    }
  });

  test('sobol has equally many points in each part, whatever the parameter is called', () => {
    const parameters = Object.fromEntries(Array.from({ length: 100 }, (_, place) => [`p${place}`, unit]));
    const points = sampleCombinations({ method: 'sobol', count: 32, parameters }, 3);
    for (const name of Object.keys(parameters))
      expect(new Set(column(points, name).map((value) => Math.floor(value * 32))).size).toBe(32);
  });

  test('saltelli has A, A with each column of B, and B', () => {
    const parameters = { a: unit, b: unit, c: unit };
    const points = sampleCombinations({ method: 'saltelli', count: 8, parameters }, 3);
    expect(points).toHaveLength(40);
    for (let point = 0; point < 8; point++) {
      const [A, ...rest] = points.slice(5 * point, 5 * point + 5) as [Combination, ...Combination[]];
      const B = rest.pop()!;
      for (const name of ['a', 'b', 'c']) expect(A[name]).not.toBe(B[name]);
      expect(rest).toEqual([
        { ...A, a: B['a'] },
        { ...A, b: B['b'] },
        { ...A, c: B['c'] },
      ]);
    }
  });

  test.each(SAMPLE_METHODS)('%s: another parameter behind the others changes none of them', (method) => {
    const values = (names: readonly string[]) => {
      const parameters = Object.fromEntries(names.map((name) => [name, unit]));
      return sampleCombinations({ method, count: 16, parameters }, 3);
    };
    const only = (points: readonly Combination[]) => points.map(({ a, b }) => ({ a, b }));
    const few = only(values(['a', 'b']));
    const more = only(values(['a', 'b', 'c']));
    // A saltelli sample has another combination for it, A in what it has of the others.
    if (method === 'saltelli') expect(more.filter((_, place) => place % 5 !== 3)).toEqual(few);
    else expect(more).toEqual(few);
  });

  test.each(['random', 'latin-hypercube'] as const)(
    '%s: the order of parameters changes nothing',
    (method) => {
      const of = (parameters: SamplePlan['parameters']) =>
        sampleCombinations({ method, count: 9, parameters }, 3);
      expect(of({ a: unit, b: unit })).toEqual(of({ b: unit, a: unit }));
    },
  );

  test.each(SAMPLE_METHODS)('%s: another seed has other values', (method) => {
    const of = (seed: number) => sampleCombinations({ method, count: 9, parameters: { a: unit } }, seed);
    expect(of(1)).not.toEqual(of(2));
    expect(of(1)).toEqual(of(1));
  });

  test('values are those that they were: sweeps are gone on with by them', () => {
    const last = (method: SamplePlan['method']) =>
      sampleCombinations({ method, count: 4, parameters: { x: unit, 'a.b[0]': unit } }, 42).at(-1);
    expect(SAMPLE_METHODS.map(last)).toEqual([
      { x: 0.207767443, 'a.b[0]': 0.983387839 },
      { x: 0.801941861, 'a.b[0]': 0.74584696 },
      { x: 0.741564764, 'a.b[0]': 0.515362375 },
      { x: 0.793705006, 'a.b[0]': 0.37501888 },
    ]);
  });
});

describe('in a plan', () => {
  const sample: SamplePlan = { method: 'random', count: 3, parameters: { x: unit } };

  test('a sample varies faster than the other sections, with the same points for each', () => {
    const designs = designsOf({ sample, matrix: { factors: { a: [1, 2] } } }, 5);
    expect(designs.map(({ values }) => values['a'])).toEqual([1, 1, 1, 2, 2, 2]);
    expect(designs.slice(0, 3).map(({ values }) => values['x'])).toEqual(
      designs.slice(3).map(({ values }) => values['x']),
    );
  });

  test('its size is told before it is made', () => {
    const parameters = { x: unit, y: unit };
    const plan = { sample: { method: 'saltelli', count: 1e9, parameters } } as const;
    expect(countDesigns(plan)).toEqual({ count: 4e9, parts: 'sample 4,000,000,000' });
  });

  test.each<[string, Partial<SamplePlan>, string]>([
    ['sample.count', { count: 0 }, '0 points'],
    ['sample.count', { count: 1.5 }, '1.5 points'],
    ['sample.parameters', { parameters: {} }, 'no parameter'],
    ['sample.parameters.x', { parameters: { x: {} } }, 'no range'],
    ['sample.parameters.x', { parameters: { x: { min: 1 } } }, 'no range'],
    ['sample.parameters.x', { parameters: { x: { min: 1, max: 1 } } }, 'a range from 1 to 1'],
    ['sample.parameters.x', { parameters: { x: { min: 1, max: Number.NaN } } }, 'a range from 1 to NaN'],
    [
      'sample.parameters.x',
      { parameters: { x: { min: 0, max: 1, scale: 'log' } } },
      'a logarithmic range from 0',
    ],
    [
      'sample.parameters.x',
      { parameters: { x: { min: 0.5, max: 2, integer: true } } },
      'whole numbers from 0.5',
    ],
    ['sample.parameters.x', { parameters: { x: { values: [] } } }, 'without values'],
    ['sample.parameters.x', { parameters: { x: { values: [1], min: 1 } } }, 'values and a range'],
  ])('a fault at %s is told: %o', (place, change, message) => {
    const faults = planFaults({ sample: { ...sample, ...change } });
    expect(faults.map(({ path }) => path.join('.'))).toEqual([place]);
    expect(faults[0]!.message).toContain(message);
  });

  test('saltelli takes 50 parameters, sobol 100, and no more', () => {
    const faults = (method: SamplePlan['method'], count: number) => {
      const parameters = Object.fromEntries(Array.from({ length: count }, (_, place) => [`p${place}`, unit]));
      return planFaults({ sample: { method, count: 1, parameters } }).length;
    };
    expect([faults('saltelli', 50), faults('saltelli', 51)]).toEqual([0, 1]);
    expect([faults('sobol', 100), faults('sobol', 101)]).toEqual([0, 1]);
    expect(faults('latin-hypercube', 500)).toBe(0);
  });
});
