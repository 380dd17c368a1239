import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composedKernels } from '../../../kernels/composed/index.js';
import { type Device, listDevices, openDevice } from '../../../kernels/device/index.js';
import { similarityBound } from '../../../kernels/index.js';
import { fitOf } from '../jobs/forest.js';

type Runner = (name: string, inputs: NamedTensorInfoMap, attrs?: object) => unknown;

/** What may take an integer: indices, and what only gives a tensor another shape. */
const INDICES: Record<string, readonly string[]> = {
  GatherV2: ['indices'],
  GatherNd: ['indices'],
  ScatterNd: ['indices'],
  ExpandDims: ['input'],
  Reshape: ['x', 'tensor'],
  Identity: ['x'],
};

/** Runs `work` with every operation made by `instead`, which is given the operation itself. */
function watch(device: Device, instead: (original: Runner) => Runner, work: () => void): void {
  const engine = device.tf.engine() as unknown as { runKernel?: Runner };
  engine.runKernel = instead(engine.runKernel!.bind(engine));
  try {
    work();
  } finally {
    // The method of the class shows again.
    delete engine.runKernel;
  }
}

/** Runs `work` while every operation is watched; returns what breaks the rules of exact float32. */
function offences(device: Device, work: () => void): { broken: Set<string>; watched: Set<string> } {
  const engine = device.tf.engine();
  const broken = new Set<string>();
  const watched = new Set<string>();
  const check =
    (original: Runner): Runner =>
    (name, inputs, attrs) => {
      watched.add(name);
      const output = original(name, inputs, attrs);
      for (const [role, tensor] of Object.entries(inputs)) {
        const { dtype } = tensor as TensorInfo;
        if (dtype === 'int32' && !INDICES[name]?.includes(role)) broken.add(`${name} takes int32 as ${role}`);
      }
      for (const tensor of [output].flat() as TensorInfo[]) {
        if (tensor.dtype !== 'float32') continue;
        const values = engine.readSync(tensor.dataId) as Float32Array;
        if (values.some((value) => !(Math.abs(value) <= 16_777_216)))
          broken.add(`${name} gives a value above 2^24`);
      }
      return output;
    };
  watch(device, check, work);
  return { broken, watched };
}

/** Most bytes that tensors take while `work` runs, beyond those that were there. */
function peakBytes(device: Device, work: () => void): number {
  const { tf } = device;
  const before = tf.memory().numBytes;
  let peak = 0;
  const note =
    (original: Runner): Runner =>
    (...operation) => {
      const output = original(...operation);
      peak = Math.max(peak, tf.memory().numBytes - before);
      return output;
    };
  watch(device, note, work);
  return peak;
}

const devices = (await listDevices()).filter(({ available }) => available);

describe.each(devices)('operations on $name', ({ name }) => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice(name));
  });
  afterAll(() => device.close());

  it('carry integers in float32 up to 2^24 and use int32 as indices only', () => {
    const [rows, features] = [300, 5];
    const { broken, watched } = offences(device, () => {
      for (const sorted of [false, true]) {
        const kernels = composedKernels(device.tf, 1 << 22, { sorted });
        for (const bits of [16, 2]) {
          const job = fitOf({ slots: 2, trees: 3, rows, subsample: 256, features, bits });
          kernels.forestFit(job);
          kernels.forestScore({ ...job, out: new Uint32Array(2 * rows) });
          const out = new Int8Array(2 * rows * features);
          kernels.directions({
            ...job,
            features,
            centres: Uint16Array.from({ length: 2 * features }, (_, i) => (i & 1) * 65_535),
            spreads: Uint16Array.of(1, 65_535, 1000, 3, 40_000),
            out,
          });
          const matching = { rows: out, groups: job.groups, features, bound: similarityBound(0.9) };
          const signatures = out.slice(0, 20 * features);
          kernels.matchCounts({ ...matching, signatures, out: new Uint32Array(40) });
          const applies = new Uint8Array(40).fill(1);
          kernels.firstMatch({ ...matching, signatures, applies, out: new Int32Array(2 * rows) });
          kernels.leaderClusters({
            rows: out,
            features,
            bound: matching.bound,
            out: new Int32Array(2 * rows),
          });
        }
        kernels.tally({
          votes: new Uint8Array(2000).fill(1),
          proposals: 1,
          voters: 2000,
          weights: new Uint32Array(2000).fill(2_000_000),
          confirms: new Uint32Array(1),
          rejects: new Uint32Array(1),
        });
      }
    });
    expect([...broken]).toEqual([]);
    expect(watched.size).toBeGreaterThan(15);
  });

  it.each([1 << 20, 1 << 23])('hold no more than a budget of %d bytes', (budget) => {
    const kernels = composedKernels(device.tf, budget);
    const [slots, rows, features] = [3, 256, 8];
    for (const bits of [16, 3]) {
      const job = fitOf({ slots, trees: 20, rows, subsample: 256, features, bits });
      const matching = {
        rows: new Int8Array(slots * rows * features).fill(40),
        groups: job.groups,
        features,
        signatures: new Int8Array(300 * features).fill(40),
        bound: 9000,
      };
      const runs: (() => void)[] = [
        () => kernels.forestFit(job),
        () => kernels.forestScore({ ...job, out: job.pathLengths }),
        () =>
          kernels.directions({
            ...job,
            features,
            centres: new Uint16Array(slots * features),
            spreads: new Uint16Array(features).fill(3),
            out: new Int8Array(slots * rows * features),
          }),
        () => kernels.matchCounts({ ...matching, out: new Uint32Array(slots * 300) }),
        () =>
          kernels.firstMatch({
            ...matching,
            applies: new Uint8Array(slots * 300).fill(1),
            out: new Int32Array(slots * rows),
          }),
      ];
      for (const run of runs) {
        const peak = peakBytes(device, run);
        expect(peak).toBeGreaterThan(0);
        expect(peak).toBeLessThanOrEqual(budget);
      }
    }
  });

  it('are caught where they are not exact', () => {
    const { tf } = device;
    const { broken } = offences(device, () =>
      tf.tidy(() => {
        tf.mul(tf.tensor1d([5000]), 5000);
        tf.add(tf.tensor1d([1], 'int32'), tf.tensor1d([2], 'int32'));
      }),
    );
    expect([...broken]).toEqual([
      'Multiply gives a value above 2^24',
      'Add takes int32 as a',
      'Add takes int32 as b',
    ]);
  });
});
