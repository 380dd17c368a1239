import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { kernelsFor } from '../../kernels/index.js';
import { expectComposedDigest, scenarioOf } from '../model/support/composed.js';
import { runModel } from '../model/support/run.js';

let device: Device;
beforeAll(async () => {
  ({ device } = await openDevice('tensorflow'));
});
afterAll(() => device.close());

it.each(['byzantine', 'partition'])('%s has the digest of the CPU when composed, as it is', async (name) => {
  const given = scenarioOf(name);
  const kernels = kernelsFor({ device, choice: 'composed', memoryBudget: 1 << 28 });
  const { report } = await runModel(given);
  expect((await runModel(given, { kernels })).report.digest).toBe(report.digest);
});

it.each([
  ['smoke', 10],
  ['byzantine', 6],
  ['partition', 10],
  ['default', 10],
])('%s is exact in float32 when composed, for %d steps', async (name, steps) => {
  await expectComposedDigest(device, { ...scenarioOf(name), steps });
});
