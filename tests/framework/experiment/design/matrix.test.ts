import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Matrix,
  matrixCombinations,
  matrixSize,
} from '../../../../framework/experiment/design/matrix.js';
import type { Combination, DesignValue } from '../../../../framework/index.js';

describe('a matrix', () => {
  const factors = { fruit: ['apple', 'pear'], animal: ['cat', 'dog'] };

  test('is every value with every other, the first parameter slowest', () => {
    expect(matrixCombinations({ factors })).toEqual([
      { fruit: 'apple', animal: 'cat' },
      { fruit: 'apple', animal: 'dog' },
      { fruit: 'pear', animal: 'cat' },
      { fruit: 'pear', animal: 'dog' },
    ]);
  });

  test('includes as the example of GitHub’s documentation does', () => {
    const include = [
      { colour: 'green' },
      { colour: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ];
    expect(matrixCombinations({ factors, include })).toEqual([
      { fruit: 'apple', animal: 'cat', colour: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', colour: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', colour: 'pink' },
      { fruit: 'pear', animal: 'dog', colour: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  test('leaves out before it includes: what was left out can come back', () => {
    const exclude = [{ fruit: 'pear' }, { fruit: 'apple', animal: 'dog' }];
    const include = [{ fruit: 'pear', animal: 'dog' }];
    expect(matrixCombinations({ factors, exclude, include })).toEqual([
      { fruit: 'apple', animal: 'cat' },
      { fruit: 'pear', animal: 'dog' },
    ]);
  });

  test('takes lists and groups as values, whatever the order of their keys', () => {
    const faults = [[], [{ nodes: 0.1, behaviour: 'random' }]];
    const exclude = [{ faults: [{ behaviour: 'random', nodes: 0.1 }] }];
    expect(matrixCombinations({ factors: { faults }, exclude })).toEqual([{ faults: [] }]);
  });
});

/** The same by other means: all tuples by recursion, compared as JSON. */
function naive({ factors, exclude = [], include = [] }: Matrix): Combination[] {
  const tuples = (names: string[]): Combination[] => {
    const [name, ...rest] = names;
    if (name === undefined) return [{}];
    return factors[name]!.flatMap((value) => tuples(rest).map((tail) => ({ [name]: value, ...tail })));
  };
  const names = Object.keys(factors);
  const equal = (a: DesignValue | undefined, b: DesignValue) => JSON.stringify(a) === JSON.stringify(b);
  const originals = (names.length === 0 ? [] : tuples(names)).filter(
    (each) =>
      !exclude.some((partial) => Object.keys(partial).every((key) => equal(each[key], partial[key]!))),
  );
  const result: Record<string, DesignValue>[] = originals.map((each) => ({ ...each }));
  for (const extra of include) {
    let isAdded = false;
    originals.forEach((original, index) => {
      if (names.some((name) => name in extra && !equal(original[name], extra[name]!))) return;
      isAdded = true;
      for (const [key, value] of Object.entries(extra)) result[index]![key] = value;
    });
    if (!isAdded) result.push({ ...extra });
  }
  return result;
}

test('any matrix is what a naive one is, and its size is told before', () => {
  const value = fc.constantFrom<DesignValue>(0, 1, 'x', null, [1]);
  const partial = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value, { maxKeys: 3 });
  const matrix = fc.record({
    factors: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(value, { minLength: 1, maxLength: 3 })),
    exclude: fc.array(
      partial.filter((each) => Object.keys(each).length > 0),
      { maxLength: 3 },
    ),
    include: fc.array(partial, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(matrix, (given) => {
      const expected = naive(given);
      expect(matrixCombinations(given)).toEqual(expected);
      expect(matrixSize(given)).toBe(expected.length);
    }),
  );
});
