import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusOf } from '../../../../app/sweep/results/index.js';
import { Folder } from '../../starling.js';
import { Cluster } from '../cluster.js';
import { Driving } from '../driving.js';
import { digests, exported, SCENARIO, sweepFile, sweepStraight } from '../kill/kill.js';

const RUNS = 24;
const folder = new Folder();
const { path: cwd } = folder;
afterAll(() => folder.remove());

beforeAll(async () => {
  folder.write('killed-base.yaml', SCENARIO);
  folder.write('killed.yaml', sweepFile(RUNS));
  await sweepStraight(cwd, 'straight');
}, 60_000);

/** A sweep on a cluster whose nodes don't see its folder: the paths of its commands are of no use to them. */
describe('a sweep whose shards bring their results', () => {
  const cluster = new Cluster();

  const driving = (out: string, words: readonly string[], patience = 600) => {
    const collect = { listen: '127.0.0.1:0', patience };
    const config = folder.write(`${out}.config.yaml`, JSON.stringify({ sweeps: { ray: { collect } } }));
    return new Driving(cwd, out, [...words, '--engine', 'ray', '--config', config]);
  };
  const run = (out: string, patience?: number) =>
    driving(out, ['run', 'killed.yaml', '--out', out], patience);

  async function ends(sweep: Driving): Promise<void> {
    const { code, err } = await sweep.answer;
    expect(code, `${err}\n${cluster.jobs.said}`).toBe(0);
  }

  /** Breaks a sweep off by its driver's death. */
  async function left(out: string, patience?: number): Promise<void> {
    const first = run(out, patience);
    await first.begun(RUNS / 4);
    first.kill('SIGKILL');
    expect((await first.answer).signal).toBe('SIGKILL');
  }

  /** Holds that it came to what it comes to without a cluster. @returns attempts at runs */
  async function same(out: string): Promise<number> {
    const [brought, straight] = await Promise.all([out, 'straight'].map((each) => statusOf(join(cwd, each))));
    expect(digests(brought!)).toEqual(digests(straight!));
    expect(await exported(cwd, out)).toEqual(await exported(cwd, 'straight'));
    return brought!.runs.reduce((sum, { attempts }) => sum + attempts, 0);
  }

  test('comes to the bytes that it comes to here', async () => {
    const commands: string[] = [];
    const { onSubmit } = cluster.head;
    cluster.head.onSubmit = (job) => {
      commands.push(job.entrypoint);
      onSubmit(job);
    };
    await ends(run('undisturbed'));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.join('\n')).not.toContain(join(cwd, 'undisturbed'));
    expect(await same('undisturbed')).toBe(RUNS);
  }, 60_000);

  test('with a process of a shard killed midway, too; only the run that it was at is done again', async () => {
    const sweep = run('killed');
    await sweep.begun(RUNS / 4);
    cluster.jobs.kill();
    await ends(sweep);
    expect(await same('killed')).toBeLessThanOrEqual(RUNS + 1);
  }, 60_000);

  test('with the driver killed midway, too: shards wait for who goes on, and nothing is done again', async () => {
    await left('left');
    await ends(driving('left', ['resume', 'left']));
    expect(await same('left')).toBe(RUNS);
  }, 60_000);

  test('with a driver that comes back too late: what was brought counts, the rest is done again', async () => {
    await left('late', 0);
    await cluster.jobs.ended();
    expect(cluster.jobs.said).toContain("the driver of the sweep can't be reached");
    await ends(driving('late', ['resume', 'late']));
    expect(await same('late')).toBeGreaterThanOrEqual(RUNS);
  }, 60_000);
});
