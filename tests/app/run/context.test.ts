import { expect, test } from 'vitest';
import { openContext } from '../../../app/run/index.js';
import { openDevice } from '../../../kernels/device/index.js';
import { deviceOf } from '../../../kernels/device/webgpu.js';
import { devices } from '../../support/devices.js';

const options = { choice: 'auto', memoryBudget: 1 << 26, threads: 1, comparisons: 0 } as const;

test('from a device of the CPU there is nothing to fall back to', async () => {
  const compute = await openContext('cpu', options);
  try {
    const { kernels, device } = compute;
    expect(await compute.fallBack(kernels)).toBe(false);
    expect(compute.kernels).toBe(kernels);
    expect(compute.device).toEqual(device);
  } finally {
    compute.close();
  }
});

test('`auto` takes none of the devices that it is to leave out', async () => {
  const { device } = await openDevice('auto', { comparisons: 0, except: ['wasm'] });
  expect(device.name).toBe('cpu');
  device.close();
});

test.runIf(devices.includes('webgpu'))('all runs leave a GPU together, and once', async () => {
  const compute = await openContext('webgpu', options);
  try {
    const { kernels } = compute;
    const left = await Promise.all([compute.fallBack(kernels), compute.fallBack(kernels)]);
    expect(left).toEqual([true, true]);
    const second = compute.kernels;
    expect(second).not.toBe(kernels);
    expect(compute.device.name).toBe('wasm');
    expect(compute.reason).toMatch(/^device wasm: /);
    // One that was begun on the GPU, and hears late of it.
    expect(await compute.fallBack(kernels)).toBe(true);
    expect(compute.kernels).toBe(second);
    expect(await compute.fallBack(second)).toBe(false);
  } finally {
    compute.close();
  }
  const { device } = await openDevice('webgpu');
  expect(deviceOf(device.tf)).toBeDefined();
  device.close();
});
