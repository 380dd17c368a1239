import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitDirection } from '../../kernels/directions.js';
import { columnQuantiles, reference } from '../../kernels/index.js';
import { members, records } from './arbitrary.js';
import { directionJobs } from './jobs/forest.js';

/** ⌊√n⌋ by Newton's method on integers. */
function root(n: bigint): bigint {
  let x = n;
  for (let y = (x + 1n) / 2n; y < x; y = (x + n / x) / 2n) x = y;
  return x;
}

/** The definition in BigInt. */
function unit(vector: readonly number[]): number[] {
  let z = vector.map(BigInt);
  const squares = () => z.reduce((sum, x) => sum + x * x, 0n);
  if (squares() === 0n) return vector.map(() => 0);
  while (squares() < 2n ** 26n) z = z.map((x) => 2n * x);
  const norm = root(squares());
  return z.map((x) => {
    const size = (2n * 127n * (x < 0n ? -x : x) + norm) / (2n * norm);
    return Number(x < 0n ? -size : size);
  });
}

describe('unitDirection', () => {
  const vector = fc.oneof(
    fc.array(fc.integer({ min: -384, max: 384 }), { minLength: 1, maxLength: 48 }),
    fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 12 }),
  );

  it('is the definition', () => {
    fc.assert(
      fc.property(vector, (z) => {
        expect([...unitDirection(Int32Array.from(z))]).toEqual(unit(z));
      }),
    );
  });

  it('has norm about 127 and turns with its vector', () => {
    fc.assert(
      fc.property(vector, (z) => {
        fc.pre(z.some((x) => x !== 0));
        const direction = [...unitDirection(Int32Array.from(z))];
        const norm = Math.sqrt(direction.reduce((sum, v) => sum + v * v, 0));
        expect(Math.abs(norm - 127)).toBeLessThanOrEqual(0.52 * Math.sqrt(z.length));
        const turned = unitDirection(Int32Array.from(z, (x) => -x));
        expect([...turned]).toEqual(direction.map((v) => 0 - v));
      }),
    );
  });

  it('keeps an axis whole and rounds halves away from zero', () => {
    expect([...unitDirection(Int32Array.of(0, -1, 0))]).toEqual([0, -127, 0]);
    expect([...unitDirection(Int32Array.of(0, 0))]).toEqual([0, 0]);
    // The norm is 254, so each value is 63½.
    expect([...unitDirection(Int32Array.of(127, -127, 127, 127))]).toEqual([64, -64, 64, 64]);
    expect(() => unitDirection(Int32Array.of(2 ** 30))).toThrow(RangeError);
  });
});

describe('directions', () => {
  it('are the unit directions of clipped deviations, in rows of the groups only', () => {
    fc.assert(
      fc.property(directionJobs, (job) => {
        const { features, groups, centres, spreads } = job;
        const out = new Int8Array(job.records.length).fill(99);
        reference.directions({ ...job, out });
        const expected = new Int8Array(job.records.length).fill(99);
        for (const [g, row] of members(groups)) {
          const z = Array.from({ length: features }, (_, f) => {
            const deviation = BigInt(
              job.records[row * features + f]! - centres[groups.slots[g]! * features + f]!,
            );
            const scaled = Number((deviation * 64n) / BigInt(spreads[f]!));
            return Math.max(-384, Math.min(384, scaled));
          });
          expected.set(unit(z), row * features);
        }
        expect(out).toEqual(expected);
      }),
    );
  });
});

describe('columnQuantiles', () => {
  it('are values of the column by rank', () => {
    const rows = Uint16Array.from({ length: 11 * 2 }, (_, i) => (i % 2 === 0 ? 10 - i / 2 : 60_000));
    const found = columnQuantiles(rows, 2, [0, 100_000, 500_000, 900_000, 1_000_000]);
    expect(found.map((row) => [...row])).toEqual([0, 1, 5, 9, 10].map((x) => [x, 60_000]));
    expect(columnQuantiles(new Uint16Array(0), 2, [500_000])).toEqual([new Uint16Array(2)]);
  });

  it('equal a plain sort', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((rows) => records(rows, 3)),
        fc.nat(1_000_000),
        (rows, ppm) => {
          const [row] = columnQuantiles(rows, 3, [ppm]);
          const expected = [0, 1, 2].map((f) => {
            const column = [...rows].filter((_, i) => i % 3 === f).sort((a, b) => a - b);
            return column[Number((BigInt(ppm) * BigInt(column.length - 1)) / 1_000_000n)];
          });
          expect([...row!]).toEqual(expected);
        },
      ),
    );
  });
});
