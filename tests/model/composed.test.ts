import { afterAll, beforeAll, it } from 'vitest';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { expectComposedDigest, scenarioOf } from './support/composed.js';

let device: Device;
beforeAll(async () => {
  // What CUDA is to compute, on TensorFlow's library for the CPU.
  ({ device } = await openDevice('tensorflow'));
});
afterAll(() => device.close());

it.each(['smoke', 'byzantine', 'partition'])(
  '%s with small forests has the digest of the CPU when composed, and no operation leaves what float32 holds',
  async (name) => {
    const given = scenarioOf(name);
    const detector = { ...given.detector, trees: 4, subsample: 32, window: 64 };
    await expectComposedDigest(device, { ...given, detector });
  },
);

it('default has the digest of the CPU for its first steps', async () => {
  await expectComposedDigest(device, { ...scenarioOf('default'), steps: 2 });
});
