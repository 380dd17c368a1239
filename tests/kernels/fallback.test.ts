import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type OpenedDevice, openDevice } from '../../kernels/device/index.js';
import * as tuned from '../../kernels/forest/tuned/index.js';
import { type Kernels, kernelsFor, onHost, reference } from '../../kernels/index.js';
import { hostDevices } from '../support/devices.js';

vi.mock('../../kernels/compiled/addon.js', () => ({
  loadAddon: () => ({ addon: undefined, reason: 'they were not compiled' }),
  describeKernels: () => 'kernels in JavaScript',
}));

const options = { choice: 'auto', memoryBudget: 1 << 20 } as const;

function countsOf(kernels: Pick<Kernels, 'matchCounts'>) {
  const rows = Int8Array.of(1, 2, 127, -128, 3, 4);
  const groups = { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(3) };
  const out = new Uint32Array(2);
  kernels.matchCounts({ rows, groups, features: 2, signatures: rows.subarray(0, 4), bound: 5, out });
  return [...out];
}

describe('where the kernels were not compiled', () => {
  it('a run without a device takes tuned JavaScript for trees, and the references', () => {
    const kernels = kernelsFor(options);
    expect(kernels).toEqual(onHost({ ...reference, ...tuned }));
  });

  describe.each(hostDevices)('%s', (name) => {
    let opened: OpenedDevice;
    beforeAll(async () => {
      opened = await openDevice(name);
    });
    afterAll(() => opened.device.close());

    it('compares by TFJS wherever products are not plain JavaScript', () => {
      const kernels = kernelsFor({ ...options, device: opened.device });
      expect(kernels.matchCounts === reference.matchCounts).toBe(name === 'cpu');
      expect(kernels.forestFit).not.toBe(reference.forestFit);
      expect(countsOf(kernels)).toEqual([2, 1]);
      expect(countsOf(kernels)).toEqual(countsOf(reference));
    });
  });
});
