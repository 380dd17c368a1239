import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { type KernelChoice, kernelsFor } from '../../kernels/index.js';
import { devices } from '../support/devices.js';
import { expectEqualBitsOn } from './equal-bits.js';
import { jobs, kernelNames } from './jobs/index.js';

interface Way {
  readonly choice: KernelChoice;
  readonly memoryBudget: number;
  readonly threads?: number;
}

/** Compiled on one and more threads, and composed with hardly any memory, with little and with plenty. */
const ways: readonly (readonly [string, Way, number])[] = [
  ['auto, one thread', { choice: 'auto', memoryBudget: 1 << 26, threads: 1 }, 60],
  ['auto, three threads', { choice: 'auto', memoryBudget: 1 << 26, threads: 3 }, 60],
  ['composed in 1 byte', { choice: 'composed', memoryBudget: 1 }, 8],
  ['composed in 20 kB', { choice: 'composed', memoryBudget: 20_000 }, 15],
  ['composed in 64 MiB', { choice: 'composed', memoryBudget: 1 << 26 }, 20],
];

/** In software a GPU takes its time. */
const onGpu: typeof ways = [['auto', { choice: 'auto', memoryBudget: 1 << 26 }, 20]];

describe.each(devices)('on %s', (name) => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice(name));
  });
  afterAll(() => device.close());

  describe.each(name === 'webgpu' ? onGpu : ways)('%s', (_, way, numRuns) => {
    it.each(kernelNames)('%s gives the bits of the reference', async (kernel) => {
      const kernels = kernelsFor({ device, ...way });
      const before = device.tf.memory().numTensors;
      await fc.assert(
        fc.asyncProperty<[object]>(jobs[kernel], (job) => expectEqualBitsOn(kernels, kernel, job)),
        { numRuns },
      );
      expect(device.tf.memory().numTensors).toBe(before);
    });
  });
});
