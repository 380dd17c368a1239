import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { type HostKernels, type KernelName, kernelsFor, reference } from '../../kernels/index.js';
import { LEAST_ROWS, offloaded } from '../../kernels/offload.js';
import { sizedJobs } from './composed/sized.js';
import { expectEqualBitsOn } from './equal-bits.js';
import { kernelNames } from './jobs/index.js';

const sizes = { trees: 2, features: 3, bits: 16, signatures: 4, rows: 64 };
const small = sizedJobs({ ...sizes, slots: 3 });
const large = sizedJobs({ ...sizes, slots: LEAST_ROWS / 64 });
const onGpu: readonly KernelName[] = ['forestFit', 'forestScore', 'matchCounts', 'firstMatch', 'castVotes'];

/** Kernels that only note which of them was asked. */
function noting(log: string[], side: string): HostKernels {
  const entries = kernelNames.map((name) => [name, () => log.push(`${side} ${name}`)]);
  return Object.fromEntries(entries) as unknown as HostKernels;
}

it('gives the GPU the large jobs that do much with each value, and the host the others', () => {
  const log: string[] = [];
  const kernels = offloaded(noting(log, 'host'), noting(log, 'gpu'));
  for (const name of kernelNames) {
    kernels[name](small[name] as never);
    kernels[name](large[name] as never);
  }
  expect(log).toEqual(
    kernelNames.flatMap((name) => [`host ${name}`, `${onGpu.includes(name) ? 'gpu' : 'host'} ${name}`]),
  );
});

describe('on cuda', () => {
  let device: Device;
  beforeAll(async () => {
    // The backend has the same name and the same operations.
    ({ device } = await openDevice('tensorflow'));
  });
  afterAll(() => device.close());

  it.each(onGpu)('auto gives the bits of the reference for %s, small and large', async (name) => {
    const cuda: Device = { ...device, name: 'cuda' };
    const kernels = kernelsFor({ device: cuda, choice: 'auto', memoryBudget: 1 << 26 });
    expect(kernels[name]).not.toBe(reference[name]);
    await expectEqualBitsOn(kernels, name, small[name]);
    await expectEqualBitsOn(kernels, name, large[name]);
  });
});
