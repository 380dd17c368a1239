import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice } from '../../../kernels/device/index.js';
import { kernelsFor, onHost, randomBits, reference } from '../../../kernels/index.js';
import { products, tileSize } from '../../../kernels/matching/products.js';
import { hostDevices } from '../../support/devices.js';
import { grouped, int8Rows, members } from '../arbitrary.js';
import { bytes } from '../jobs/columns.js';
import { type MatchingKernels, matchingKernels } from './implementations.js';

const row = (rows: Int8Array, i: number, features: number) => [
  ...rows.subarray(i * features, (i + 1) * features),
];
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, f) => sum + x * b[f]!, 0);

const cases = fc
  .record({
    grouped: grouped({ groups: 4, rows: 8 }),
    features: fc.integer({ min: 1, max: 6 }),
    signatures: fc.nat(6),
    bound: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 20_000 })),
    gated: fc.boolean(),
  })
  .chain(({ grouped: { groups, total }, features, signatures, bound, gated }) =>
    fc.record({
      groups: fc.constant(groups),
      features: fc.constant(features),
      bound: fc.constant(bound),
      total: fc.constant(total),
      rows: int8Rows(total, features),
      signatures: int8Rows(signatures, features),
      gate: gated ? bytes(total) : fc.constant(undefined),
      applies: bytes(groups.slots.length * signatures),
    }),
  );

/** What every implementation must answer, whatever its budget. */
function obeysTheDefinitions(kernels: () => MatchingKernels): void {
  it('matchCounts counts the rows of a group that reach the bound', () => {
    fc.assert(
      fc.property(cases, ({ gate, total: _, applies: _a, ...job }) => {
        const { rows, groups, features, signatures, bound } = job;
        const count = signatures.length / features;
        const out = new Uint32Array(groups.slots.length * count).fill(5);
        kernels().matchCounts({ ...job, ...(gate && { gate }), out });
        const expected = new Uint32Array(out.length);
        for (const [g, r] of members(groups)) {
          for (let m = 0; m < count; m++) {
            const hit = dot(row(rows, r, features), row(signatures, m, features)) >= bound && gate?.[r] !== 0;
            expected[g * count + m]! += hit ? 1 : 0;
          }
        }
        expect(out).toEqual(expected);
      }),
    );
  });

  it('firstMatch names the first applied signature that reaches the bound', () => {
    fc.assert(
      fc.property(cases, ({ gate, total, ...job }) => {
        const { rows, groups, features, signatures, bound, applies } = job;
        const count = signatures.length / features;
        const out = new Int32Array(total).fill(77);
        kernels().firstMatch({ ...job, ...(gate && { gate }), out });
        const expected = new Int32Array(total).fill(77);
        for (const [g, r] of members(groups)) {
          const list = Array.from({ length: count }, (_, m) => m);
          expected[r] = list.findIndex(
            (m) =>
              gate?.[r] !== 0 &&
              applies[groups.slots[g]! * count + m] === 1 &&
              dot(row(rows, r, features), row(signatures, m, features)) >= bound,
          );
        }
        expect(out).toEqual(expected);
      }),
    );
  });

  it('leaderClusters lets a row join the first leader it matches', () => {
    const clusters = fc
      .record({
        count: fc.nat(20),
        features: fc.integer({ min: 1, max: 4 }),
        bound: fc.integer({ min: 1, max: 12 }),
      })
      .chain(({ count, features, bound }) =>
        int8Rows(count, features).map((rows) => ({ rows, features, bound, count })),
      );
    fc.assert(
      fc.property(clusters, ({ count, ...job }) => {
        const out = new Int32Array(count).fill(77);
        kernels().leaderClusters({ ...job, out });
        const expected: number[] = [];
        for (let i = 0; i < count; i++) {
          const leads = (l: number) => expected[l] === l;
          const leader = expected.findIndex(
            (_, l) =>
              leads(l) && dot(row(job.rows, i, job.features), row(job.rows, l, job.features)) >= job.bound,
          );
          expected.push(leader < 0 ? i : leader);
        }
        expect([...out]).toEqual(expected);
      }),
    );
  });

  it('refuses a bound that the zero vector would reach', () => {
    const groups = { slots: new Uint32Array(0), starts: new Uint32Array(0), lengths: new Uint32Array(0) };
    const job = { rows: new Int8Array(2), groups, features: 2, signatures: new Int8Array(2), bound: 0 };
    const [applies, out] = [new Uint8Array(1), new Int32Array(1)];
    expect(() => kernels().matchCounts({ ...job, out: new Uint32Array(1) })).toThrow(RangeError);
    expect(() => kernels().firstMatch({ ...job, applies, out })).toThrow(RangeError);
    expect(() => kernels().leaderClusters({ ...job, out })).toThrow(RangeError);
  });
}

describe.each(matchingKernels)('%s', (_, kernels) => obeysTheDefinitions(() => kernels));

const devices = hostDevices.map((name) => ({ name }));

describe.each(devices)('composed for $name', ({ name }) => {
  let opened: Awaited<ReturnType<typeof openDevice>>;
  beforeAll(async () => {
    opened = await openDevice(name);
  });
  afterAll(() => opened.device.close());

  describe.each([1, 300, 4096, 1 << 26])('in %d bytes', (memoryBudget) => {
    obeysTheDefinitions(() => kernelsFor({ device: opened.device, choice: 'composed', memoryBudget }));
  });

  it('multiplies exactly at the ends of the range, for as many features as it takes', () => {
    const side = { values: new Int8Array(2 * 1024).fill(-128).fill(127, 1024), count: 2 };
    const found: number[] = [];
    products(opened.device.tf, side, side, 1024, 1 << 20, ({ values }) => found.push(...values));
    expect(found).toEqual([128 * 128, -128 * 127, -127 * 128, 127 * 127].map((x) => 1024 * x));
    expect(() => products(opened.device.tf, side, side, 1025, 1 << 20, () => {})).toThrow(RangeError);
  });

  it.each([1 << 14, 1 << 20])('clusters many rows, block after block, in %d bytes', (memoryBudget) => {
    const [count, features] = [700, 4];
    const words = randomBits(
      { key: [1, 2], stream: 0, agent: 0, step: 0 },
      new Uint32Array(count * features),
    );
    const job = { rows: Int8Array.from(words, (word) => (word >>> 24) - 128), features, bound: 12_000 };
    const [out, expected] = [new Int32Array(count), new Int32Array(count)];
    kernelsFor({ device: opened.device, choice: 'composed', memoryBudget }).leaderClusters({ ...job, out });
    reference.leaderClusters({ ...job, out: expected });
    expect(out).toEqual(expected);
    // Both kinds of row: those that lead, and those that join a leader of an earlier block.
    const leaders = out.filter((leader, i) => leader === i).length;
    expect(leaders).toBeGreaterThan(50);
    expect(out.subarray(400).some((leader) => leader < 100)).toBe(true);
  });

  it('leaves no tensor behind', () => {
    const { tf } = opened.device;
    const before = tf.memory().numTensors;
    const kernels = kernelsFor({ device: opened.device, choice: 'composed', memoryBudget: 64 });
    kernels.leaderClusters({
      rows: new Int8Array(60).fill(9),
      features: 3,
      bound: 50,
      out: new Int32Array(20),
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('tileSize', () => {
  it('fits operands and products into the budget wherever one row can', () => {
    const side = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 1, max: 1024 }),
        fc.nat(1 << 28),
        (rows, columns, features, budget) => {
          const tile = tileSize(rows, columns, features, budget);
          expect(tile.rows).toBeGreaterThanOrEqual(1);
          expect(tile.columns).toBeGreaterThanOrEqual(1);
          expect(tile.rows).toBeLessThanOrEqual(rows);
          expect(tile.columns).toBeLessThanOrEqual(columns);
          const floats = (tile.rows + tile.columns) * features + tile.rows * tile.columns;
          if (budget >= 8 * (2 * features + 1) * 4) expect(8 * floats).toBeLessThanOrEqual(budget);
        },
      ),
    );
  });
});

describe('kernelsFor', () => {
  it('takes the references where they are asked for', () => {
    expect(kernelsFor({ choice: 'reference', memoryBudget: 1 })).toEqual(onHost(reference));
    expect(() => kernelsFor({ choice: 'auto', memoryBudget: 0 })).toThrow(RangeError);
    expect(() => kernelsFor({ choice: 'auto', memoryBudget: 1, threads: 0 })).toThrow(RangeError);
  });
});
