import { describe, expect, test } from 'vitest';
import {
  countDesigns,
  type DesignPlan,
  designsOf,
  planFaults,
  StarlingError,
} from '../../../../framework/index.js';

const labelsOf = (plan: DesignPlan): string[] => designsOf(plan, 1).map(({ label }) => label);

describe('designs', () => {
  test('are the product of the sections: matrix, zip, list, the last fastest', () => {
    const plan: DesignPlan = {
      list: [{ d: 1 }, { e: 1 }],
      zip: { b: [1, 2], c: [3, 4] },
      matrix: { factors: { a: ['x', 'y'] } },
    };
    expect(labelsOf(plan)).toEqual([
      'a=x, b=1, c=3, d=1',
      'a=x, b=1, c=3, e=1',
      'a=x, b=2, c=4, d=1',
      'a=x, b=2, c=4, e=1',
      'a=y, b=1, c=3, d=1',
      'a=y, b=1, c=3, e=1',
      'a=y, b=2, c=4, d=1',
      'a=y, b=2, c=4, e=1',
    ]);
    expect(designsOf(plan, 1)[5]).toEqual({
      index: 5,
      label: 'a=y, b=1, c=3, e=1',
      values: { a: 'y', b: 1, c: 3, e: 1 },
    });
    expect(countDesigns(plan)).toEqual({ count: 8, parts: 'matrix 2 × zip 2 × list 2' });
  });

  test('without any section are one, the base', () => {
    expect(designsOf({}, 1)).toEqual([{ index: 0, label: 'base', values: {} }]);
  });

  test('are named after what differs, also within a value', () => {
    const byzantine = (nodes: number) => [{ behaviour: 'always-no', nodes }];
    const plan: DesignPlan = {
      list: [
        { agents: 50, 'faults.byzantine': byzantine(0), name: 'a'.repeat(60) },
        { agents: 50, 'faults.byzantine': byzantine(0.1) },
      ],
    };
    expect(labelsOf(plan)).toEqual([
      `faults.byzantine[0].nodes=0, name=${'a'.repeat(39)}…`,
      'faults.byzantine[0].nodes=0.1',
    ]);
  });

  test('of one parameter that a list leaves open are told apart', () => {
    expect(labelsOf({ list: [{ a: 1 }, { b: [] }, { b: {} }, { b: null }] })).toEqual([
      ...['a=1', 'b=[]', 'b={}', 'b=null'],
    ]);
  });
});

describe('a plan', () => {
  test.each<[string, DesignPlan, string]>([
    ['matrix.a', { matrix: { factors: { a: [] } } }, 'without values'],
    ['matrix.a.2', { matrix: { factors: { a: [1, 2, 1] } } }, '1 is here twice'],
    [
      'matrix.a.1',
      {
        matrix: {
          factors: {
            a: [
              { x: 1, y: [2] },
              { y: [2], x: 1 },
            ],
          },
        },
      },
      '{"x":1,"y":[2]} is here',
    ],
    ['matrix', { matrix: { factors: {} } }, 'no combination is left'],
    ['matrix', { matrix: { factors: { a: [1] }, exclude: [{ a: 1 }] } }, 'no combination is left'],
    [
      'matrix.exclude.1',
      { matrix: { factors: { a: [1, 2] }, exclude: [{ a: 1 }, { a: 3 }] } },
      'leaves out nothing',
    ],
    ['matrix.exclude.0', { matrix: { factors: { a: [1] }, exclude: [{ b: 1 }] } }, 'leaves out nothing'],
    ['zip.b', { zip: { a: [1, 2], b: [1] } }, '1 values beside the 2 of a'],
    ['zip.a', { zip: { a: [] } }, 'without values'],
    ['zip', { zip: {} }, 'no lists'],
    ['list', { list: [] }, 'without designs'],
    ['list', { zip: { a: [1] }, list: [{ a: 1 }] }, 'a is varied by zip already'],
    [
      'zip',
      { matrix: { factors: { b: [1] }, include: [{ a: 1 }] }, zip: { a: [1] } },
      'a is varied by matrix',
    ],
  ])('with a fault at %s is refused', (place, plan, message) => {
    const faults = planFaults(plan);
    expect(faults.map(({ path }) => path.join('.'))).toEqual([place]);
    expect(faults[0]!.message).toContain(message);
    expect(() => designsOf(plan, 1)).toThrow(expect.objectContaining({ name: 'StarlingError', place }));
  });

  test('too large to be gone through is refused before it is', () => {
    const values = Array.from({ length: 1001 }, (_, index) => index);
    const plan: DesignPlan = { matrix: { factors: { a: values, b: values }, exclude: [{ a: 1, b: 1 }] } };
    expect(planFaults(plan)[0]!.message).toContain('1,002,001 combinations');
    expect(() => designsOf(plan, 1)).toThrow(StarlingError);
  });
});
