import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, normalOf, philox4x32, reference, type SyntheticTraffic } from '../../kernels/index.js';
import { traffic as jobs } from './jobs/random.js';

/** Word d of a node's address. */
function wordOf({ key, stream, step }: SyntheticTraffic, node: number, d: number): number {
  const block = new Uint32Array(4);
  philox4x32(Math.floor(d / 4), step, node, stream, key[0], key[1], block);
  return block[d % 4]!;
}

/** Attack and values of a record, by the definition. */
function recordOf(job: SyntheticTraffic, node: number, row: number): { attack: number; values: number[] } {
  const { features: F, centres, shifts, reach } = job;
  const kinds = shifts.length / F;
  const first = row * (1 + Math.ceil(F / 2));
  const word = wordOf(job, node, first);
  const attack = [...reach.subarray(node * kinds, (node + 1) * kinds)].findIndex((end) => word < end) + 1;
  const values = Array.from({ length: F }, (_, f) => {
    const pair = wordOf(job, node, first + 1 + Math.floor(f / 2));
    const variate = normalOf(f % 2 === 0 ? pair % 65_536 : Math.floor(pair / 65_536));
    const shift = attack === 0 ? 0 : shifts[(attack - 1) * F + f]!;
    return Math.min(65_535, Math.max(0, centres[node * F + f]! + variate + shift));
  });
  return { attack, values };
}

/** A job of one node, one feature and many records. */
function many(rows: number, centre: number, shifts: readonly number[], reach: readonly number[]) {
  const job: SyntheticTraffic = {
    key: keyOf('traffic'),
    stream: 5,
    step: 6,
    features: 1,
    rows,
    centres: Int32Array.of(centre),
    shifts: Int32Array.from(shifts),
    reach: Float64Array.from(reach),
    records: new Uint16Array(rows),
    attacks: new Uint8Array(rows),
  };
  reference.traffic(job);
  return job;
}

describe('traffic', () => {
  it('is the definition', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        reference.traffic(job);
        const [records, attacks]: number[][] = [[], []];
        for (let node = 0; node < job.centres.length / job.features; node++) {
          for (let row = 0; row < job.rows; row++) {
            const { attack, values } = recordOf(job, node, row);
            attacks!.push(attack);
            records!.push(...values);
          }
        }
        expect([...job.attacks]).toEqual(attacks);
        expect([...job.records]).toEqual(records);
      }),
    );
  });

  it('has the share of each attack that its reach says', () => {
    const [rows, reach] = [100_000, [0.02, 0.02, 0.3].map((end) => end * 2 ** 32)];
    const { attacks } = many(rows, 30_000, [0, 0, 0], reach);
    const counts = [0, 0, 0, 0];
    for (const attack of attacks) counts[attack]!++;
    // A binomial count is within five standard deviations of its mean; a share of none has no record.
    [0.7, 0.02, 0, 0.28].forEach((share, attack) => {
      const slack = 5 * Math.sqrt(rows * share * (1 - share));
      expect(Math.abs(counts[attack]! - rows * share)).toBeLessThanOrEqual(slack);
    });
  });

  it('counts words below a reach, so that a share is exact in 1/2^32', () => {
    const rows = 1000;
    const plain = many(rows, 30_000, [0], [0]);
    const words = Array.from({ length: rows }, (_, row) => wordOf(plain, 0, 2 * row));
    const middle = words.toSorted((a, b) => a - b)[500]!;
    const below = (reach: number) => many(rows, 30_000, [0], [reach]).attacks.reduce((sum, a) => sum + a, 0);
    expect([below(0), below(middle), below(middle + 1), below(2 ** 32)]).toEqual([0, 500, 501, rows]);
  });

  it('moves records by the shift of their attack alone', () => {
    const still = many(500, 30_000, [0, 0], [2 ** 30, 2 ** 31]);
    const moved = many(500, 30_000, [1000, -2000], [2 ** 30, 2 ** 31]);
    expect(moved.attacks).toEqual(still.attacks);
    expect(new Set(moved.attacks).size).toBe(3);
    const by = [...moved.records].map((x, row) => x - still.records[row]!);
    expect(by).toEqual([...moved.attacks].map((attack) => [0, 1000, -2000][attack]));
  });

  it('clips at both ends, and only there', () => {
    for (const [centre, end] of [
      [0, 0],
      [65_535, 65_535],
    ] as const) {
      const { records } = many(2000, centre, [], []);
      const clipped = records.filter((x) => x === end).length;
      // About half lie beyond; the others are within the 4270 that a variate may be.
      expect(Math.abs(clipped - 1000)).toBeLessThan(120);
      expect(Math.max(...records.map((x) => Math.abs(x - end)))).toBeLessThanOrEqual(4270);
    }
    // The sum is clipped, not its parts: what is far out comes back.
    const { records } = many(100, 2_000_000_000, [-1_999_970_000], [2 ** 32]);
    expect(Math.max(...records.map((x) => Math.abs(x - 30_000)))).toBeLessThanOrEqual(4270);
    expect([...new Set(many(50, -2_000_000_000, [], []).records)]).toEqual([0]);
    expect([...new Set(many(50, 2_000_000_000, [2_000_000_000], [2 ** 32]).records)]).toEqual([65_535]);
  });

  it('refuses columns that do not belong together', () => {
    const job = many(4, 0, [1], [5]);
    for (const column of ['centres', 'shifts', 'reach', 'records', 'attacks'] as const) {
      const wrong = { ...job, [column]: job[column].subarray(1) };
      expect(() => reference.traffic(wrong)).toThrow(RangeError);
    }
    const most = { shifts: new Int32Array(256), reach: new Float64Array(256) };
    expect(() => reference.traffic({ ...job, ...most })).toThrow(/at most 255/);
  });
});
