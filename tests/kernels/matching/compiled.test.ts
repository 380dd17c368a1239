import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Groups, keyOf, randomBits, reference } from '../../../kernels/index.js';
import { grouped } from '../arbitrary.js';
import { compiledKernels } from '../compiled/implementations.js';

/** Among them both ends of int8, and few enough others that rows are alike. */
const palettes = [[-128, 127], [-128], [-1, 0, 1], [-128, -127, -90, -3, 0, 1, 64, 100, 126, 127]] as const;

function drawn(palette: readonly number[], count: number, seed: number, stream: number): Int8Array {
  const words = randomBits({ key: keyOf(seed), stream, agent: 0, step: 0 }, new Uint32Array(count));
  return Int8Array.from(words, (word) => palette[(word >>> 8) % palette.length]!);
}

const cases = fc
  .record({
    grouped: grouped({ groups: 6, rows: 40 }),
    // A group of several parts, one after the others.
    large: fc.constantFrom(0, 1, 300, 700),
    features: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70 })),
    count: fc.oneof(fc.nat(4), fc.nat(50)),
    palette: fc.constantFrom<readonly number[]>(...palettes),
    seed: fc.nat(1_000_000),
    gated: fc.boolean(),
    pick: fc.nat(),
  })
  .map(
    ({ grouped: { groups: small, total: before }, large, features, count, palette, seed, gated, pick }) => {
      const slots = small.slots.length;
      const groups: Groups = {
        slots: Uint32Array.of(...small.slots, slots),
        starts: Uint32Array.of(...small.starts, before),
        lengths: Uint32Array.of(...small.lengths, large),
      };
      const total = before + large;
      const rows = drawn(palette, total * features, seed, 1);
      const signatures = drawn(palette, count * features, seed, 2);
      const bits = (length: number, stream: number) =>
        Uint8Array.from(drawn([0, 1, 1], length, seed, stream));
      return {
        rows,
        signatures,
        groups,
        features,
        total,
        count,
        bound: boundAmong(rows, signatures, features, pick),
        ...(gated ? { gate: bits(total, 3) } : {}),
        applies: bits((slots + 1) * count, 4),
      };
    },
  );

/** A product that some pair has, or one more, so that bounds are met exactly and missed by one. */
function boundAmong(rows: Int8Array, signatures: Int8Array, features: number, pick: number): number {
  const [pairs, count] = [rows.length / features, signatures.length / features];
  if (pairs === 0 || count === 0) return 1;
  const [row, signature] = [(pick >>> 1) % pairs, pick % count];
  let sum = pick & 1;
  for (let f = 0; f < features; f++) sum += rows[row * features + f]! * signatures[signature * features + f]!;
  return Math.max(1, sum);
}

describe.each(compiledKernels)('%s', (_, kernels) => {
  it('counts as the reference', () => {
    fc.assert(
      fc.property(cases, (job) => {
        const entries = job.groups.slots.length * job.count;
        const [out, expected] = [new Uint32Array(entries).fill(9), new Uint32Array(entries)];
        kernels.matchCounts({ ...job, out });
        reference.matchCounts({ ...job, out: expected });
        expect(out).toEqual(expected);
      }),
    );
  });

  it('finds the reference’s first matches, and writes to no other row', () => {
    fc.assert(
      fc.property(cases, (job) => {
        const [out, expected] = [new Int32Array(job.total).fill(9), new Int32Array(job.total).fill(9)];
        kernels.firstMatch({ ...job, out });
        reference.firstMatch({ ...job, out: expected });
        expect(out).toEqual(expected);
      }),
    );
  });

  it('has the reference’s leaders', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ rows, features, total }, pick) => {
        const job = { rows, features, bound: boundAmong(rows, rows, features, pick) };
        const [out, expected] = [new Int32Array(total), new Int32Array(total)];
        kernels.leaderClusters({ ...job, out });
        reference.leaderClusters({ ...job, out: expected });
        expect(out).toEqual(expected);
      }),
    );
  });

  it('clusters many leaders, block after block', () => {
    const [total, features] = [1500, 5];
    const rows = drawn(palettes[3], total * features, 7, 1);
    const job = { rows, features, bound: 30_000 };
    const [out, expected] = [new Int32Array(total), new Int32Array(total)];
    kernels.leaderClusters({ ...job, out });
    reference.leaderClusters({ ...job, out: expected });
    expect(out).toEqual(expected);
    const leaders = out.filter((leader, i) => leader === i).length;
    expect(leaders).toBeGreaterThan(300);
    expect(out.subarray(600).some((leader, i) => leader !== i + 600)).toBe(true);
  });

  it('matches nothing at a bound beyond every product, and the largest product at its own', () => {
    const features = 3;
    const rows = new Int8Array(2 * features).fill(-128);
    const groups = { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(2) };
    const job = { rows, signatures: rows.subarray(features), groups, features, out: Uint32Array.of(5) };
    kernels.matchCounts({ ...job, bound: 128 * 128 * features });
    expect([...job.out]).toEqual([2]);
    for (const bound of [128 * 128 * features + 1, 2 ** 40]) {
      kernels.matchCounts({ ...job, bound });
      expect([...job.out]).toEqual([0]);
    }
  });

  it('refuses columns that are too short', () => {
    const groups = { slots: Uint32Array.of(1), starts: Uint32Array.of(1), lengths: Uint32Array.of(2) };
    const job = { rows: new Int8Array(6), signatures: new Int8Array(4), groups, features: 2, bound: 1 };
    const [counts, found, applies] = [new Uint32Array(2), new Int32Array(3), new Uint8Array(4)];
    const short = { ...job, rows: new Int8Array(5) };
    expect(() => kernels.matchCounts({ ...short, out: counts })).toThrow(/outside the rows/);
    expect(() => kernels.matchCounts({ ...job, out: counts.subarray(1) })).toThrow(
      /each group and signature/,
    );
    expect(() => kernels.matchCounts({ ...job, gate: new Uint8Array(2), out: counts })).toThrow(/gate/);
    expect(() => kernels.firstMatch({ ...short, applies, out: found })).toThrow(/outside the rows/);
    expect(() => kernels.firstMatch({ ...job, applies: applies.subarray(1), out: found })).toThrow(/applied/);
    expect(() => kernels.firstMatch({ ...job, applies, out: found.subarray(1) })).toThrow(/matches/);
    const clusters = { rows: job.rows, features: 2, bound: 1, out: found.subarray(1) };
    expect(() => kernels.leaderClusters(clusters)).toThrow(/each row/);
  });
});
