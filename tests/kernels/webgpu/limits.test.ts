import { afterAll, describe, expect, it, vi } from 'vitest';
import { tf } from '../../../kernels/device/backend.js';
import { openDevice } from '../../../kernels/device/index.js';
import { deviceOf, giveUp, lackingIn, NEEDED } from '../../../kernels/device/webgpu.js';
import { reference } from '../../../kernels/index.js';
import { Gpu, webgpuKernels } from '../../../kernels/webgpu/index.js';
import { devices } from '../../support/devices.js';
import { sizedJobs } from '../composed/sized.js';
import { kernelNames } from '../jobs/index.js';

it('a GPU lacks what it allows less of than programs need', () => {
  expect(lackingIn(NEEDED)).toEqual([]);
  expect(lackingIn({ ...NEEDED, maxStorageBuffersPerShaderStage: 8 })).toEqual([
    'maxStorageBuffersPerShaderStage is 8, and they need 10',
  ]);
});

describe.skipIf(!devices.includes('webgpu'))('on webgpu', () => {
  afterAll(() => vi.restoreAllMocks());

  it('no program is bound to more buffers than are asked for, and one is to as many', async () => {
    const { device } = await openDevice('webgpu');
    try {
      const gpu = new Gpu(deviceOf(tf));
      const layouts = vi.spyOn(gpu.device, 'createBindGroupLayout');
      const kernels = webgpuKernels(gpu, reference);
      const sized = sizedJobs({ slots: 3, rows: 40, trees: 2, features: 4, bits: 16, signatures: 5 });
      for (const name of kernelNames) await kernels[name](sized[name] as never);
      const bound = layouts.mock.calls.map(
        ([{ entries }]) => Array.from(entries).filter(({ buffer }) => buffer!.type !== 'uniform').length,
      );
      expect(Math.max(...bound)).toBe(NEEDED.maxStorageBuffersPerShaderStage);
      gpu.destroy();
    } finally {
      device.close();
    }
  });

  it('an adapter that allows less does not start, and says why', async () => {
    const { device } = await openDevice('webgpu');
    giveUp(deviceOf(tf));
    device.close();
    const { gpu } = (globalThis as unknown as { navigator: { gpu: GPU } }).navigator;
    const adapter = (await gpu.requestAdapter())!;
    const limits = { ...NEEDED, maxStorageBuffersPerShaderStage: 8 };
    vi.spyOn(gpu, 'requestAdapter').mockResolvedValue({ limits, info: adapter.info } as never);
    await expect(openDevice('webgpu')).rejects.toMatchObject({
      fault: 'unavailable',
      message: expect.stringMatching(
        /^the GPU .+ is too small for the kernels: maxStorageBuffersPerShaderStage is 8, and they need 10$/,
      ),
    });
    vi.restoreAllMocks();
    const again = await openDevice('webgpu');
    again.device.close();
  });
});
