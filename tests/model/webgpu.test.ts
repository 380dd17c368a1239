import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { type Kernels, kernelsFor } from '../../kernels/index.js';
import { devices } from '../support/devices.js';
import { type Given, runModel, small } from './support/run.js';

const scenarios: Readonly<Record<string, Given>> = {
  decentralised: {},
  alone: { sharing: 'none' },
  centralised: { sharing: 'centralised' },
  'with liars': { faults: { byzantine: [{ behaviour: 'colluding', nodes: 0.3 }] } },
  'split in two': { faults: { partitions: [{ start: 3, steps: 4, parts: 2 }] } },
  'with votes lost': { faults: { voteLoss: 0.3 }, network: { loss: 0.2 } },
  'gated, with provisional proposals': { signatures: { match: 'gated' }, learning: { provisional: true } },
};

describe.runIf(devices.includes('webgpu'))('on a GPU', () => {
  let device: Device;
  let kernels: Kernels;
  beforeAll(async () => {
    ({ device } = await openDevice('webgpu'));
    kernels = kernelsFor({ device, choice: 'auto', memoryBudget: 1 << 26 });
  });
  afterAll(() => device.close());

  it.each(Object.entries(scenarios))('a run %s has the digest of the host', async (_, given) => {
    const scenario = { ...small, ...given };
    const { report } = await runModel(scenario);
    expect((await runModel(scenario, { kernels })).report.digest).toBe(report.digest);
  });

  it('runs side by side have the digests that they have one by one', async () => {
    const seeds = [1, 2, 3, 4];
    const together = await Promise.all(seeds.map((seed) => runModel({ ...small, seed }, { kernels })));
    for (const [i, seed] of seeds.entries()) {
      const { report } = await runModel({ ...small, seed });
      expect(together[i]!.report.digest).toBe(report.digest);
    }
  });
});
