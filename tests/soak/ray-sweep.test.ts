import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statusOf } from '../../app/sweep/results/index.js';
import { Folder } from '../app/starling.js';
import { Driving } from '../app/sweep/driving.js';
import { digests, exported } from '../app/sweep/kill/kill.js';
import { LocalHead, withRay } from './ray-head.js';

const RUNS = 60;

withRay(() => {
  const local = new LocalHead();
  const folder = new Folder();
  const { path: cwd } = folder;

  beforeAll(async () => {
    folder.write(
      'base.yaml',
      `name: base
agents: 60
steps: 30
seed: 5
traffic: { source: synthetic, records: 16, features: 6, campaigns: [{ start: 0, nodes: 1, rate: 0.3 }] }
detector: { trees: 25, subsample: 64, window: 64 }
collect: { agents: true }
`,
    );
    folder.write(
      'sweep.yaml',
      `name: soaked
scenario: base.yaml
replications: ${RUNS / 2}
matrix: { sharing: [none, decentralised] }
`,
    );
    local.start(2);
    await ends(new Driving(cwd, 'straight', ['run', 'sweep.yaml', '--out', 'straight']));
  }, 600_000);
  afterAll(() => {
    local.stop();
    folder.remove();
  }, 60_000);

  const onRay = (out: string) =>
    new Driving(cwd, out, ['run', 'sweep.yaml', '--out', out, '--engine', 'ray']);

  async function ends(driving: Driving): Promise<void> {
    const { code, err } = await driving.answer;
    expect(code, err).toBe(0);
  }

  /** Holds that a sweep came to what the local engine came to. @returns attempts at runs */
  async function same(out: string): Promise<number> {
    const [ray, straight] = await Promise.all([out, 'straight'].map((each) => statusOf(join(cwd, each))));
    expect(digests(ray!)).toEqual(digests(straight!));
    expect(await exported(cwd, out)).toEqual(await exported(cwd, 'straight'));
    return ray!.runs.reduce((sum, { attempts }) => sum + attempts, 0);
  }

  test('a sweep on a Ray cluster comes to the bytes that it comes to here', async () => {
    await ends(onRay('undisturbed'));
    expect(await same('undisturbed')).toBe(RUNS);
  });

  test('with one shard killed midway, too; only the run that it was at is done again', async () => {
    const driving = onRay('killed');
    const begun = await driving.begun(RUNS / 2);
    process.kill(begun.at(-1)!.pid, 'SIGKILL');
    await ends(driving);
    expect(await same('killed')).toBe(RUNS + 1);
  });

  test('with the driver killed midway, too: who goes on takes the shards over, and nothing is done again', async () => {
    const driving = onRay('left');
    await driving.begun(RUNS / 2);
    driving.kill('SIGKILL');
    expect((await driving.answer).signal).toBe('SIGKILL');
    await ends(new Driving(cwd, 'left', ['resume', 'left', '--engine', 'ray']));
    expect(await same('left')).toBe(RUNS);
  });
});
