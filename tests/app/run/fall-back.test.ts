import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { scenarioSchema } from '../../../app/config/index.js';
import { branchSecurity } from '../../../app/run/branch.js';
import { readManifest } from '../../../app/run/manifest.js';
import { DeviceFailure } from '../../../kernels/index.js';
import { Folder } from '../starling.js';
import { failingCompute, failingKernels } from './support/failing.js';
import { logged, running, SMALL, tablesOf } from './support/running.js';

const folder = new Folder();
afterAll(() => folder.remove());
let made = 0;
const fresh = () => join(folder.path, `run-${made++}`);

const none = failingCompute({ at: Number.POSITIVE_INFINITY });
const whole = await running(fresh(), none);
const JOBS = none.jobs();
const { digest, ledger } = whole.execution.json!;

/** Texts of warnings. */
const warnings = (said: readonly string[]) => said.filter((line) => line.startsWith('warning'));

describe('a run whose device fails', () => {
  test('comes to the same digest, tables and ledger, at whatever job and with whatever checkpoints', async () => {
    const formats = ['parquet', 'csv', 'jsonl'] as const;
    const wholes = new Map<string, Record<string, string>>();
    for (const format of formats) {
      const { execution } = await running(fresh(), failingCompute({ at: Number.POSITIVE_INFINITY }), {
        scenario: { ...SMALL, collect: { format, agents: true } },
      });
      wholes.set(format, tablesOf(execution.folder));
    }
    const { digest: withAgents } = (
      await running(fresh(), failingCompute({ at: Number.POSITIVE_INFINITY }), {
        scenario: { ...SMALL, collect: { agents: true } },
      })
    ).execution.json!;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          at: fc.integer({ min: 1, max: JOBS }),
          every: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
          format: fc.constantFrom(...formats),
          fault: fc.constantFrom('lost', 'memory', 'refused'),
          late: fc.boolean(),
          trace: fc.boolean(),
        }),
        async ({ at, every, format, fault, late, trace }) => {
          const scenario = { ...SMALL, collect: { format, agents: true } };
          const compute = failingCompute({ at, fault, late });
          const { execution, said, ended } = await running(fresh(), compute, { scenario, every, trace });
          const { json, folder: at_ } = execution;
          expect(json!.digest).toBe(withAgents);
          expect(json!.ledger.root).toBe(ledger.root);
          expect(json).toMatchObject({ device: 'cpu', fell_back_from: 'webgpu', steps: SMALL.steps });
          expect(tablesOf(at_)).toEqual(wholes.get(format));
          expect(ended).toEqual(['finished']);
          expect(warnings(said)).toHaveLength(1);
          const [line, ...others] = logged(at_, 'fall-back');
          expect(others).toEqual([]);
          expect(line).toMatchObject({ level: 'warn', from: 'webgpu', to: 'cpu', fault });
          const steps = logged(at_, 'step').map(({ step }) => step);
          expect(steps).toEqual(Array.from({ length: SMALL.steps }, (_, step) => step));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('goes on from its newest checkpoint, and not from its start', async () => {
    const begun: number[] = [];
    const at = Math.floor(JOBS * 0.8);
    const { execution, said } = await running(fresh(), failingCompute({ at }), {
      every: 2,
      begin: (model) => begun.push(model.step),
    });
    expect(execution.json!.digest).toBe(digest);
    const { step } = readManifest(execution.folder).fellBack!;
    expect(step).toBeGreaterThan(2);
    expect(begun).toEqual([0, step! - (step! % 2)]);
    expect(warnings(said)[0]).toBe(
      `warning: the device webgpu failed in step ${step} (the GPU failed at job ${at}); it is gone on with on the CPU: cpu, for tests`,
    );
  });

  test('before its first step begins on the other device', async () => {
    const { execution, said } = await running(fresh(), failingCompute({ at: 1, fault: 'memory' }), {
      every: 1,
    });
    expect(execution.json!.digest).toBe(digest);
    expect(warnings(said)[0]).toContain('failed before the first step (the GPU failed at job 1)');
    expect(readManifest(execution.folder)).toMatchObject({
      state: 'finished',
      device: { name: 'cpu' },
      fellBack: { from: 'webgpu', to: 'cpu', step: null, fault: 'memory' },
    });
  });

  test('fails where the other one fails, too', async () => {
    const out = fresh();
    const second = failingKernels({ at: 3 }).kernels;
    await expect(running(out, failingCompute({ at: 5 }, second))).rejects.toThrow('failed at job 3');
    expect(readManifest(out)).toMatchObject({ state: 'failed', fellBack: { from: 'webgpu', to: 'cpu' } });
    expect(logged(out, 'fall-back')).toHaveLength(1);
  });

  test('fails with what its device failed with where none starts in its place', async () => {
    const compute = failingCompute({ at: 5 });
    const alone = {
      ...compute,
      device: compute.device,
      kernels: compute.kernels,
      fallBack: () => Promise.reject(new Error('no device starts')),
    };
    await expect(running(fresh(), alone)).rejects.toThrow(DeviceFailure);
  });
});

test('a branch begins with the state that it has on a device that does not fail', async () => {
  const { execution } = await running(fresh(), failingCompute({ at: 1e9 }), { every: 2 });
  const from = execution.folder;
  const parent = { folder: from, manifest: readManifest(from), at: 5 };
  const scenario = { ...scenarioSchema.parse(SMALL), seed: 5 };
  const begun = async (compute: ReturnType<typeof failingCompute>) => {
    const folder = fresh();
    mkdirSync(folder);
    const said: string[] = [];
    const branch = { folder, manifest: parent.manifest, changed: {} };
    await branchSecurity(parent, branch, scenario, join(from, 'ledger.db'), compute, (line) =>
      said.push(line),
    );
    return { said, manifest: readManifest(folder) };
  };
  const healthy = failingCompute({ at: 1e9 });
  const { manifest, said } = await begun(healthy);
  expect(said).toEqual([]);
  expect(manifest.device!.name).toBe('webgpu');
  // Within the one step from its parent's checkpoint.
  const fallen = await begun(failingCompute({ at: healthy.jobs() - 2 }));
  expect(fallen.manifest.branchedFrom).toEqual(manifest.branchedFrom);
  expect(fallen.manifest.device!.name).toBe('cpu');
  expect(fallen.said).toHaveLength(1);
});

test('the runs that follow begin on the device that took over', async () => {
  const scenario = { ...SMALL, replications: 2 };
  const healthy = await running(fresh(), failingCompute({ at: Number.POSITIVE_INFINITY }), { scenario });
  const { execution, said } = await running(fresh(), failingCompute({ at: 20 }), { scenario });
  expect(execution.json!.digest).toBe(healthy.execution.json!.digest);
  expect(warnings(said)).toHaveLength(1);
  const [top, first, second] = ['.', 'replication-1', 'replication-2'].map((name) =>
    readManifest(join(execution.folder, name)),
  );
  expect(top).toMatchObject({ device: { name: 'cpu' }, fellBack: { from: 'webgpu' } });
  expect(first).toMatchObject({ device: { name: 'cpu' }, fellBack: { from: 'webgpu' } });
  expect(second).toMatchObject({ device: { name: 'cpu' }, fellBack: null });
});

test('an error that is no failure of the device ends the run', async () => {
  const out = fresh();
  const begin = () => {
    throw new Error('not of a device');
  };
  await expect(running(out, failingCompute({ at: 1e9 }), { begin })).rejects.toThrow('not of a device');
  expect(existsSync(join(out, 'log.jsonl')) && logged(out, 'fall-back')).toEqual([]);
});
