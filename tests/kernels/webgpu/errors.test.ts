import { describe, expect, it, vi } from 'vitest';
import { tf } from '../../../kernels/device/backend.js';
import { openDevice } from '../../../kernels/device/index.js';
import { deviceOf } from '../../../kernels/device/webgpu.js';
import { kernelsFor } from '../../../kernels/index.js';
import { devices } from '../../support/devices.js';
import { sizedJobs } from '../composed/sized.js';

const { mark } = sizedJobs({ slots: 2, rows: 20, trees: 2, features: 3, bits: 16, signatures: 2 });

describe.skipIf(!devices.includes('webgpu'))('a GPU that makes an error', () => {
  it.each([
    // A terabyte; what does not fit is not taken.
    ['memory', /^the GPU is out of memory: \S/, 'STORAGE', 2 ** 40],
    // A use that goes with no other.
    ['refused', /^the GPU refused its work: \S/, 'MAP_READ', 1],
  ] as const)(
    'fails the job with it, prints nothing, and is opened anew: %s',
    async (fault, message, use, bytes) => {
      const first = await openDevice('webgpu');
      const kernels = kernelsFor({ device: first.device, choice: 'auto', memoryBudget: 1 << 20 });
      await kernels.mark(structuredClone(mark));
      const device = deviceOf(tf);
      const uncaptured = vi.fn();
      device.addEventListener('uncapturederror', uncaptured);
      const { maxBufferSize: size } = device.limits;
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage[use];
      for (let taken = 0; taken < bytes; taken += size) device.createBuffer({ size, usage });
      await expect(kernels.mark(structuredClone(mark))).rejects.toMatchObject({
        name: 'DeviceFailure',
        fault,
        message: expect.stringMatching(message),
      });
      expect(() => kernels.mark(structuredClone(mark))).toThrow(message);
      expect(uncaptured).not.toHaveBeenCalled();
      first.device.close();
      const second = await openDevice('webgpu');
      const again = kernelsFor({ device: second.device, choice: 'auto', memoryBudget: 1 << 20 });
      const job = structuredClone(mark);
      await again.mark(job);
      expect(job.out).not.toEqual(mark.out);
      expect(deviceOf(tf)).not.toBe(device);
      second.device.close();
    },
  );
});
