import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Checkpoints } from '../../framework/index.js';
import { Lockstep } from '../../framework/reproduce/index.js';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { type Kernels, kernelsFor } from '../../kernels/index.js';
import { runSecurity, securityParameters } from '../../model/index.js';
import { folders } from '../framework/checkpoint/support.js';
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

const folder = folders();

/** What a step may bring to the host of 200 nodes with 32 records each. */
const MOST_BYTES = 64 * 1024;

/** A run in a folder, ended after so many steps, with kernels that may change on the way. */
async function run(given: Given, into: string, kernels: Kernels, until?: number): Promise<string> {
  const abort = new AbortController();
  const { digest } = await runSecurity({
    parameters: securityParameters.parse(given),
    kernels,
    baseFolder: into,
    dataFolder: into,
    ledgerPath: join(into, 'ledger.db'),
    checkpoints: new Checkpoints(join(into, 'checkpoints')),
    resume: true,
    signal: abort.signal,
    watch: (model) => {
      model.events.on('step', ({ step }) => {
        if (step + 1 === until) abort.abort();
      });
    },
  });
  return digest;
}

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

  it.each(Object.entries(scenarios))(
    'a run %s has the states of the host, stage by stage',
    async (_, given) => {
      const lockstep = new Lockstep();
      const onHost = kernelsFor({ choice: 'auto', memoryBudget: 1 << 26 });
      const side = async ({ watch, gate, signal, over }: Lockstep['first'], of: Kernels) => {
        const into = folder();
        await runSecurity({
          parameters: securityParameters.parse({ ...small, steps: 8, ...given }),
          kernels: of,
          baseFolder: into,
          dataFolder: into,
          ledgerPath: null,
          ...{ watch, gate, signal },
        });
        over();
      };
      await Promise.all([side(lockstep.first, onHost), side(lockstep.second, kernels)]);
      expect(lockstep.difference).toBeUndefined();
      expect(lockstep.compared).toBeGreaterThan(8 * 4);
    },
  );

  it.each(['decentralised', 'centralised'] as const)(
    'a run (%s) goes on from a checkpoint on the other device',
    async (sharing) => {
      const given: Given = { ...small, sharing, network: { latency: 1 } };
      const host = kernelsFor({ choice: 'auto', memoryBudget: 1 << 26 });
      const expected = await run(given, folder(), host);
      for (const [first, second] of [
        [kernels, host],
        [host, kernels],
        [kernels, kernels],
      ] as const) {
        const into = folder();
        await run(given, into, first, 6);
        expect(await run(given, into, second)).toBe(expected);
      }
    },
  );

  it('brings path sums, verdicts and votes to the host in each step, and little else', async () => {
    const crossed: number[] = [];
    const { report } = await runModel(
      { ...small, agents: 200, traffic: { ...small.traffic, records: 32 } },
      { kernels, each: () => crossed.push(kernels.columns.crossed().toHost) },
    );
    const each = crossed.slice(1).map((bytes, step) => bytes - crossed[step]!);
    // Attacks were flagged, signatures accepted, windows purged, forests refitted meanwhile.
    expect(Math.min(report.consensus.accepted, report.learn.purged, report.learn.fits - 200)).toBeGreaterThan(
      0,
    );
    expect(each).toHaveLength(15);
    for (const bytes of each) {
      expect(bytes).toBeGreaterThan(200 * 32 * 6);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    }
  });

  it('leaves nothing on the device once it is over', async () => {
    await runModel(small, { kernels });
    const held = kernels.columns.held();
    await runModel({ ...small, sharing: 'centralised', network: { latency: 2 } }, { kernels });
    expect(kernels.columns.held()).toBe(held);
  });
});
