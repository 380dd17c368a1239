import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ComposedOptions, composedKernels } from '../../../kernels/composed/index.js';
import { type Device, openDevice } from '../../../kernels/device/index.js';
import { hostDevices, nativeDevices } from '../../support/devices.js';
import { hostLoops, kernelNames } from '../jobs/index.js';
import { sizedJobs } from './sized.js';
import { gpuOperations, type Observed, observe, type Runner, replaceRunner } from './watch.js';

/** Runs `work` while every operation is watched. */
function watched(device: Device, work: () => void): Observed {
  const observed = observe(device);
  try {
    work();
  } finally {
    observed.stop();
  }
  return observed;
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
  const restore = replaceRunner(device, note);
  try {
    work();
  } finally {
    restore();
  }
  return peak;
}

const devices = hostDevices.map((name) => ({ name }));

const composedNames = kernelNames.filter((name) => !hostLoops.includes(name));

describe.each(devices)('operations on $name', ({ name }) => {
  const isNative = nativeDevices.includes(name);
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice(name));
  });
  afterAll(() => device.close());

  it('carry integers in float32 up to 2^24, use int32 as indices only, and can be done by a GPU', () => {
    const native = new Set<string>();
    const ways: ComposedOptions[] = [{}, { sorted: true }];
    if (isNative) ways.push({ words: 'device' });
    for (const way of ways) {
      const kernels = composedKernels(device.tf, 1 << 22, way);
      for (const bits of [16, 2]) {
        const jobs = sizedJobs({ slots: 2, rows: 500, trees: 3, features: 5, bits, signatures: 20 });
        for (const kernel of composedNames) {
          const seen = watched(device, () => kernels[kernel](jobs[kernel] as never));
          expect([...seen.broken], kernel).toEqual([]);
          if (kernel !== 'randomBits') expect(seen.watched.size, kernel).toBeGreaterThan(0);
          for (const operation of seen.native) native.add(operation);
        }
      }
    }
    if (isNative) expect([...native].sort()).toEqual(gpuOperations);
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
    const { broken } = watched(device, () =>
      tf.tidy(() => {
        tf.mul(tf.tensor1d([5000]), 5000);
        tf.add(tf.tensor1d([1], 'int32'), tf.tensor1d([2], 'int32'));
      }),
    );
    expect([...broken].sort()).toEqual([
      'Add takes int32 as a',
      'Add takes int32 as b',
      ...(isNative ? [] : ['Multiply gives a value above 2^24']),
      ...(isNative
        ? ['TensorFlow’s Add works on int32 (T)', 'TensorFlow’s Mul gives a value above 2^24']
        : []),
    ]);
  });
});
