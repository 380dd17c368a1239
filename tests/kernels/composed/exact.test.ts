import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composedKernels } from '../../../kernels/composed/index.js';
import { type Device, listDevices, openDevice } from '../../../kernels/device/index.js';
import { hostLoops, kernelNames } from '../jobs/index.js';
import { sizedJobs } from './sized.js';

type Runner = (name: string, inputs: NamedTensorInfoMap, attrs?: object) => unknown;

/** What may take an integer: indices, and what only gives a tensor another shape. */
const INDICES: Record<string, readonly string[]> = {
  GatherV2: ['indices'],
  GatherNd: ['indices'],
  ScatterNd: ['indices'],
  ExpandDims: ['input'],
  Reshape: ['x', 'tensor'],
  Identity: ['x'],
  // The indices of a top-k, to count on from.
  Cast: ['x'],
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

const composedNames = kernelNames.filter((name) => !hostLoops.includes(name));

describe.each(devices)('operations on $name', ({ name }) => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice(name));
  });
  afterAll(() => device.close());

  it('carry integers in float32 up to 2^24 and use int32 as indices only', () => {
    for (const sorted of [false, true]) {
      const kernels = composedKernels(device.tf, 1 << 22, { sorted });
      for (const bits of [16, 2]) {
        const jobs = sizedJobs({ slots: 2, rows: 500, trees: 3, features: 5, bits, signatures: 20 });
        for (const kernel of composedNames) {
          const { broken, watched } = offences(device, () => kernels[kernel](jobs[kernel] as never));
          expect([...broken], kernel).toEqual([]);
          if (kernel !== 'randomBits') expect(watched.size, kernel).toBeGreaterThan(0);
        }
      }
    }
  });

  it.each([1 << 19, 1 << 20, 1 << 23])('hold no more than a budget of %d bytes', (budget) => {
    const kernels = composedKernels(device.tf, budget);
    for (const bits of [16, 3]) {
      const jobs = sizedJobs({ slots: 9, rows: 256, trees: 20, features: 8, bits, signatures: 300 });
      for (const kernel of composedNames) {
        const peak = peakBytes(device, () => kernels[kernel](jobs[kernel] as never));
        if (kernel !== 'randomBits') expect(peak, kernel).toBeGreaterThan(0);
        expect(peak, kernel).toBeLessThanOrEqual(budget);
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
