import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf } from '../../model/frame.js';

type Rows = readonly (readonly [number, number])[];

const batch = (nodes: readonly Rows[]) => {
  const offsets = new Uint32Array(nodes.length + 1);
  nodes.forEach((rows, i) => {
    offsets[i + 1] = offsets[i]! + rows.length;
  });
  return { offsets, records: Uint16Array.from(nodes.flat(2)) };
};

const quantile = (values: readonly number[], ppm: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((ppm * (values.length - 1)) / 1_000_000)]!;

/** The definition, word by word. */
function naive(nodes: readonly Rows[], f: 0 | 1) {
  const columns = nodes.filter((rows) => rows.length > 0).map((rows) => rows.map((row) => row[f]));
  const all = columns.flat();
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const variance = all.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / all.length;
  const range = quantile(
    columns.map((x) => quantile(x, 900_000) - quantile(x, 100_000)),
    500_000,
  );
  return {
    centre: quantile(
      columns.map((x) => quantile(x, 500_000)),
      500_000,
    ),
    spread: range < 64 ? Math.min(65_535, Math.floor(Math.sqrt(variance)) + 4096) : range,
  };
}

describe('frameOf', () => {
  const value = fc.oneof(fc.nat(300), fc.nat(65_535));
  const nodes = fc
    .array(fc.array(fc.tuple(value, fc.nat(40)), { maxLength: 6 }), { minLength: 1, maxLength: 5 })
    .filter((list) => list.some((rows) => rows.length > 0));

  it('is what the definition says', () => {
    fc.assert(
      fc.property(nodes, (list) => {
        const frame = frameOf('shared', batch(list), 2);
        for (const f of [0, 1] as const) {
          const { centre, spread } = naive(list, f);
          expect(frame.centres[f]).toBe(centre);
          // A variance that is an integer squared may round either way in another order of summation.
          expect(Math.abs(frame.spreads[f]! - spread)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('has the same centre for all where it is shared, each node’s median where it is its own', () => {
    const warmUp = batch([
      [
        [1, 5],
        [3, 5],
        [9, 5],
      ],
      [[100, 7]],
      [[200, 9]],
    ]);
    expect([...frameOf('shared', warmUp, 2).centres]).toEqual([100, 7, 100, 7, 100, 7]);
    expect([...frameOf('own-centre', warmUp, 2).centres]).toEqual([3, 5, 100, 7, 200, 9]);
  });

  it('gives a node without warm-up the common centre', () => {
    const warmUp = batch([[[10, 20]], [], [[10, 20]]]);
    expect([...frameOf('own-centre', warmUp, 2).centres]).toEqual([10, 20, 10, 20, 10, 20]);
  });

  it('is not moved by a few liars', () => {
    const honest: Rows = [
      [1000, 100],
      [1500, 300],
      [2000, 500],
      [2500, 700],
      [3000, 900],
    ];
    const liar: Rows = [
      [65_535, 0],
      [0, 65_535],
      [65_535, 65_535],
    ];
    const clean = frameOf('shared', batch([honest, honest, honest, honest, honest]), 2);
    const attacked = frameOf('shared', batch([honest, liar, honest, liar, honest]), 2);
    expect(attacked.spreads).toEqual(clean.spreads);
    expect(attacked.centres).toEqual(clean.centres);
  });

  it('has a spread of at least one where nobody received anything', () => {
    const frame = frameOf('shared', batch([[], []]), 2);
    expect(Math.min(...frame.spreads)).toBeGreaterThan(0);
  });
});
