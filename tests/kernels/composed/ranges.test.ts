import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composedKernels } from '../../../kernels/composed/index.js';
import { type Device, openDevice } from '../../../kernels/device/index.js';
import type { GroupSignatures } from '../../../kernels/index.js';
import { hostDevices, nativeDevices } from '../../support/devices.js';
import { expectEqualBits } from '../equal-bits.js';
import { jobs } from '../jobs/index.js';
import { sizedJobs } from './sized.js';

const devices = hostDevices.map((name) => ({ name }));
const sizes = { slots: 1, rows: 40, trees: 1, features: 4, bits: 16, signatures: 3 };

/** Alike rows in one group, the last feature as given, all of the largest path sum. */
function alike(rows: number, features: number, last: number): GroupSignatures {
  const values = new Int8Array(rows * features).fill(Math.floor(120 / Math.sqrt(features)));
  for (let row = 0; row < rows; row++) values[(row + 1) * features - 1] = row % 7 === 0 ? 0 : last;
  return {
    rows: values,
    features,
    pathSums: new Uint32Array(rows).map((_, i) => 0xffffff - (i % 3)),
    order: Uint32Array.from({ length: rows }, (_, i) => i),
    groups: {
      slots: Uint32Array.of(0),
      starts: Uint32Array.of(0),
      lengths: Uint32Array.of(rows),
    },
    bound: 5000,
    least: 2,
    counts: new Uint32Array(rows),
    paths: new Uint32Array(rows),
    directions: new Int8Array(values.length),
  };
}

describe.each(devices)('composed for $name', ({ name }) => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice(name));
  });
  afterAll(() => device.close());
  const made = () => composedKernels(device.tf, 1 << 24);

  it('signs clusters of any size, also where the sum is longer than float32 can bring to unit length', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 2, max: 90 }), fc.integer({ min: 400, max: 700 })),
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: -40, max: 40 }),
        (rows, features, last) => expectEqualBits(made(), 'groupSignatures', alike(rows, features, last)),
      ),
      { numRuns: 30 },
    );
  });

  it('draws from words made on the device', () => {
    if (!nativeDevices.includes(name)) return;
    const kernels = composedKernels(device.tf, 1 << 24, { words: 'device' });
    const before = device.tf.memory().numTensors;
    for (const kernel of ['randomBits', 'normals', 'traffic'] as const) {
      fc.assert(
        fc.property<[object]>(jobs[kernel], (job) => expectEqualBits(kernels, kernel, job)),
        { numRuns: 10 },
      );
    }
    expect(device.tf.memory().numTensors).toBe(before);
  });

  it('refuses what float32 cannot hold, and leaves no tensor behind', () => {
    const before = device.tf.memory().numTensors;
    const { traffic, strongest, groupSignatures, castVotes } = sizedJobs(sizes);
    const far = traffic.centres.with(0, (1 << 22) + 1);
    expect(() => made().traffic({ ...traffic, centres: far })).toThrow(/±2\^22; got 4194305/);
    const long = strongest.pathSums.with(0, 1 << 24);
    const gate = new Uint8Array(long.length).fill(1);
    expect(() => made().strongest({ ...strongest, gate, pathSums: long })).toThrow(
      /below 2\^24; got 16777216/,
    );
    expect(() => made().groupSignatures({ ...groupSignatures, pathSums: long })).toThrow(
      /below 2\^24; got 16777216/,
    );
    const wide = { features: 1025, rows: new Int8Array(1025 * long.length) };
    expect(() => made().groupSignatures({ ...groupSignatures, ...wide })).toThrow(/1024 features/);
    expect(() => made().castVotes({ ...castVotes, features: 1025, signatures: new Int8Array(1025) })).toThrow(
      /1024 features/,
    );
    expect(device.tf.memory().numTensors).toBe(before);
  });
});
