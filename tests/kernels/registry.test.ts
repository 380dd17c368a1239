import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAddon } from '../../kernels/compiled/index.js';
import { type OpenedDevice, openDevice } from '../../kernels/device/index.js';
import {
  createForests,
  type HostKernels,
  type KernelName,
  kernelsFor,
  keyOf,
  randomBits,
  reference,
} from '../../kernels/index.js';
import { kernelNames } from '../../kernels/registry.js';

import { hostDevices } from '../support/devices.js';

const subsample = 64;
const features = 6;
const groups = {
  slots: Uint32Array.of(1, 0, 2),
  starts: Uint32Array.of(0, 64, 110),
  lengths: Uint32Array.of(60, 33, 90),
};
const words = randomBits({ key: keyOf(1), stream: 0, agent: 0, step: 0 }, new Uint32Array(200 * features));
const records = Uint16Array.from(words, (word) => word >>> 16);

const width = 8;
const directions = Int8Array.from(words.subarray(0, 120 * width), (word) => (word >>> 30) - 2);
const matching = {
  rows: directions,
  groups: { ...groups, lengths: Uint32Array.of(10, 33, 9) },
  features: width,
  signatures: directions.subarray(0, 20 * width),
  bound: 9,
};

function matches(kernels: HostKernels) {
  const [counts, first, leaders] = [new Uint32Array(3 * 20), new Int32Array(120), new Int32Array(120)];
  const applies = Uint8Array.from({ length: 3 * 20 }, (_, i) => i % 2);
  kernels.matchCounts({ ...matching, out: counts });
  kernels.firstMatch({ ...matching, applies, out: first });
  kernels.leaderClusters({ ...matching, out: leaders });
  return { counts, first, leaders };
}

function results(kernels: Pick<typeof reference, 'forestFit' | 'forestScore'>) {
  const forests = createForests(3, 20, subsample, features);
  const [pathLengths, out] = [new Uint32Array(200), new Uint32Array(200)];
  kernels.forestFit({ forests, records, groups, subsample, key: keyOf(2), stream: 1, step: 4, pathLengths });
  kernels.forestScore({ forests, records: records.slice().reverse(), groups, out });
  return { forests, pathLengths, out };
}

describe.each(hostDevices)('the kernels of %s', (name) => {
  let opened: OpenedDevice;
  beforeAll(async () => {
    opened = await openDevice(name);
  });
  afterAll(() => opened.device.close());

  it.each([1, 2, 5])(
    'give the reference’s forests, sums and matches on %i threads, and make no tensor',
    (threads) => {
      const { tf } = opened.device;
      const before = tf.memory().numTensors;
      const kernels = kernelsFor({ device: opened.device, choice: 'auto', memoryBudget: 1 << 20, threads });
      expect(results(kernels)).toEqual(results(reference));
      expect(matches(kernels)).toEqual(matches(reference));
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it.skipIf(loadAddon().addon === undefined)('are in TFJS’s registry, under their own names', () => {
    const { tf } = opened.device;
    const kernels = kernelsFor({ device: opened.device, choice: 'auto', memoryBudget: 1 << 20 });
    for (const [name, kernel] of Object.entries(kernelNames) as [KernelName, string][]) {
      expect(tf.getKernel(kernel, tf.getBackend())?.kernelName).toBe(kernel);
      expect(kernels[name]).not.toBe(reference[name]);
    }
  });

  it('count votes and throw where a sum has no room', () => {
    const kernels = kernelsFor({ device: opened.device, choice: 'auto', memoryBudget: 1 << 20 });
    const job = { proposals: 1, voters: 2, confirms: new Uint32Array(1), rejects: new Uint32Array(1) };
    const ballots = { ...job, votes: Uint8Array.of(1, 1), weights: Uint32Array.of(0xffffffff, 1) };
    expect(() => kernels.tally(ballots)).toThrow(/proposal 0/);
    kernels.tally({ ...ballots, votes: Uint8Array.of(1, 2) });
    expect([job.confirms[0], job.rejects[0]]).toEqual([0xffffffff, 1]);
  });

  it('throw what is wrong with a job', () => {
    const kernels = kernelsFor({ device: opened.device, choice: 'auto', memoryBudget: 1 << 20 });
    const forests = createForests(1, 2, subsample, features);
    const job = { forests, records, groups, subsample: 1, key: keyOf(2), stream: 1, step: 4 };
    expect(() => kernels.forestFit(job)).toThrow(/2 … 4096/);
  });
});
