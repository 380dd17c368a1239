import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStreams, sobolIndices } from '../../../../framework/index.js';

const random = new RandomStreams(1).stream('sensitivity');

interface Reference {
  readonly values: readonly number[];
  readonly first: readonly number[];
  readonly total: readonly number[];
  readonly firstHalfWidth: readonly number[];
  readonly totalHalfWidth: readonly number[];
}

const salib = JSON.parse(readFileSync(new URL('salib.json', import.meta.url), 'utf8')) as Reference;
const parameters = ['x1', 'x2', 'x3'];

describe('Sobol indices', () => {
  const { points, parameters: found } = sobolIndices({ parameters, values: salib.values, random })!;

  test('are SALib’s for the same values', () => {
    expect(points).toBe(32);
    expect(found.map(({ parameter }) => parameter)).toEqual(parameters);
    for (const [place, { first, total }] of found.entries()) {
      expect(first.value).toBeCloseTo(salib.first[place]!, 12);
      expect(total.value).toBeCloseTo(salib.total[place]!, 12);
    }
  });

  test('have intervals about as wide as SALib’s, which takes them for normal', () => {
    for (const [place, { first, total }] of found.entries())
      for (const [{ value, low, high }, width] of [
        [first, 2 * salib.firstHalfWidth[place]!],
        [total, 2 * salib.totalHalfWidth[place]!],
      ] as const) {
        expect(low).toBeLessThan(value);
        expect(high).toBeGreaterThan(value);
        expect((high - low) / width).toBeGreaterThan(0.6);
        expect((high - low) / width).toBeLessThan(1.5);
      }
  });

  test('do not depend on where the values lie and how large they are', () => {
    const scaled = salib.values.map((value) => 1000 + 3 * value);
    const others = sobolIndices({ parameters, values: scaled, random })!.parameters;
    for (const [place, { first, total }] of others.entries()) {
      expect(first.value).toBeCloseTo(found[place]!.first.value, 9);
      expect(total.high).toBeCloseTo(found[place]!.total.high, 9);
    }
  });

  test('leave out a base point that lacks a value', () => {
    const values = salib.values.map((value, place) => (place === 7 ? null : value));
    const without = salib.values.filter((_, place) => place < 5 || place >= 10);
    expect(sobolIndices({ parameters, values, random })).toEqual(
      sobolIndices({ parameters, values: without, random }),
    );
  });

  test('are none where nothing varies, or where a single point is left', () => {
    const flat = Array.from({ length: 160 }, () => 0.1);
    expect(sobolIndices({ parameters, values: flat, random })).toBeNull();
    expect(sobolIndices({ parameters, values: salib.values.slice(0, 5), random })).toBeNull();
    expect(sobolIndices({ parameters, values: [], random })).toBeNull();
  });

  test('of values that are no such sample are refused', () => {
    for (const wrong of [{ values: [1, 2, 3, 4] }, { parameters: [] }])
      expect(() => sobolIndices({ parameters, values: salib.values, random, ...wrong })).toThrow(
        'no saltelli sample',
      );
  });

  test('of a sum, total and first order agree; a parameter without effect has total 0', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 8, maxLength: 30 }), (base) => {
        // f = a: B's value where the first column is B's, A's else; the second parameter does nothing.
        const values = base.flatMap(([a, b]) => [a, b, a, b]);
        const result = sobolIndices({ parameters: ['a', 'idle'], values, random, resamples: 20 });
        if (result === null) return;
        expect(result.parameters[1]!.total.value).toBe(0);
        expect(result.parameters[1]!.first.value).toBe(0);
      }),
    );
  });
});
