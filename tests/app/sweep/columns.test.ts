import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, together } from '../../../app/sweep/results/columns.js';
import { Lines } from '../../../app/sweep/results/line.js';
import { keyOf, outcomeOf } from './sweep.js';

describe('the columns of a table over all runs', () => {
  it('are those of the run with the most, then what others have besides', () => {
    expect(Object.keys(merged([{ b: 'any' }, { c: 'any', a: 'any' }, { a: 'any', d: 'any' }]))).toEqual([
      ...['a', 'd', 'c', 'b'],
    ]);
  });

  it.each([
    [['integer', 'number'], 'number'],
    [['any', 'boolean'], 'boolean'],
    [['any', 'any'], 'number'],
    [['string', 'number'], 'string'],
    [['boolean', 'integer'], 'string'],
  ] as const)('%j is %s', (types, expected) => {
    expect(merged(types.map((a) => ({ a })))).toEqual({ a: expected });
  });

  const shape = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('any' as const, 'integer', 'number', 'string', 'boolean'),
    { noNullPrototype: true },
  );

  it('do not depend on the order in which runs ended', () => {
    const shuffled = fc
      .array(shape, { maxLength: 6 })
      .chain((shapes) =>
        fc.tuple(fc.constant(shapes), fc.shuffledSubarray(shapes, { minLength: shapes.length })),
      );
    fc.assert(
      fc.property(shuffled, ([shapes, others]) => {
        expect(Object.entries(merged(others))).toEqual(Object.entries(merged(shapes)));
      }),
    );
  });

  it('go into one file where no column holds one thing here, another there', () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const clash = Object.keys(a).some(
          (name) => b[name] !== undefined && a[name] !== 'any' && b[name] !== 'any' && a[name] !== b[name],
        );
        const all = together(a, b);
        expect(all === undefined).toBe(clash);
        for (const [name, type] of Object.entries(all ?? {}))
          expect([a[name], b[name]].filter((own) => own !== undefined && own !== 'any')).toEqual(
            type === 'any' ? [] : expect.arrayContaining([type]),
          );
      }),
    );
  });
});

describe('the line of a run', () => {
  const lineOf = (values: ConstructorParameters<typeof Lines>[0], outcomes = {}) => {
    const lines = new Lines(values, 'integer');
    const member = { design: 0, replication: 1, seed: 7, key: keyOf(0) };
    const [first] = values;
    const columns = lines.columns(
      [{ member, design: { label: 'x', values: first!.values } }],
      outcomeOf(0, outcomes),
    );
    const types = lines.types(outcomes);
    expect(Object.keys(columns)).toEqual(Object.keys(types));
    return Object.fromEntries(Object.keys(types).map((name) => [name, [types[name], columns[name]![0]]]));
  };

  it('has every parameter by its path and every outcome by its name', () => {
    const line = lineOf(
      [{ values: { nodes: 20, 'consensus.quorum': 0.5 } }, { values: { nodes: 40, 'consensus.quorum': 1 } }],
      {
        recall: 0.25,
        censored: null,
      },
    );
    expect(line).toMatchObject({
      design: ['integer', 0],
      label: ['string', 'x'],
      replication: ['integer', 1],
      seed: ['integer', 7],
      digest: ['string', 'd0'],
      nodes: ['integer', 20],
      'consensus.quorum': ['number', 0.5],
      recall: ['number', 0.25],
      censored: ['number', null],
    });
  });

  it('holds what any design has in a column, and JSON for what is no single value', () => {
    expect(
      lineOf([
        { values: { a: [1, 'x'], b: true, c: 3, d: null } },
        { values: { a: 'text', b: null, c: 'no' } },
      ]),
    ).toMatchObject({
      a: ['string', '[1,"x"]'],
      b: ['boolean', true],
      c: ['string', '3'],
      d: ['any', null],
    });
  });

  it('a name that is taken gets its kind before it', () => {
    expect(lineOf([{ values: { Steps: 9, recall: 1 } }], { recall: 0.5, steps: 2, key: 3 })).toMatchObject({
      steps: ['integer', 10],
      'parameter.Steps': ['integer', 9],
      recall: ['integer', 1],
      'outcome.recall': ['number', 0.5],
      'outcome.steps': ['number', 2],
      'outcome.key': ['number', 3],
    });
  });
});
