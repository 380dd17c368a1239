import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engines, ONE } from './engines.js';

const engines = new Engines();
const { reach, engine, shard, submit } = engines;

describe('trap: a head is crowded', () => {
  test('no more shards are submitted than there are free slots', async () => {
    const ray = await engine();
    expect(await ray.free()).toBe(2);
    await submit(ray, 'a');
    expect(await ray.free()).toBe(1);
    await submit(ray, 'b');
    expect(await ray.free()).toBe(0);
    await expect(ray.submit(shard('c'), ONE)).rejects.toThrow('no slot is free for the shard c');
    reach.fake.run('sw-a');
    expect(await ray.free()).toBe(0);
    reach.fake.end('sw-a');
    expect(await ray.free()).toBe(1);
  });

  test('not even where they are submitted by one count', async () => {
    const ray = await engine();
    await expect(submit(ray, 'a', 'b', 'c')).rejects.toThrow('no slot is free for the shard c');
    expect([...reach.fake.jobs.keys()]).toEqual(['sw-a', 'sw-b']);
  });

  test('slots may be said instead of counted', async () => {
    const ray = await engine({ slots: 3 });
    reach.fake.nodes = undefined;
    expect(await ray.free()).toBe(3);
    await submit(ray, 'a');
    expect(await ray.free()).toBe(2);
  });

  test('what others use is no slot, and what ended a moment ago is not taken for theirs', async () => {
    const ray = await engine();
    await submit(ray, 'a', 'b');
    for (const id of ['sw-a', 'sw-b']) reach.fake.run(id);
    reach.fake.nodes = { n1: { CPU: [2, 2] } };
    expect(await ray.free()).toBe(0);
    reach.fake.end('sw-a');
    expect(await ray.free()).toBe(1);
    await ray.forget('a');
    expect(await ray.free()).toBe(1);
    reach.fake.time += 60;
    expect(await ray.free()).toBe(0);
    reach.fake.nodes = { n1: { CPU: [1, 2] } };
    expect(await ray.free()).toBe(1);
  });

  test('jobs of other sweeps are none of ours', async () => {
    const other = await engine({ sweep: 'sw-a' });
    await submit(other, '1');
    const ray = await engine();
    expect(await ray.list()).toEqual([]);
    expect(await ray.free()).toBe(2);
  });

  test('an ended job is deleted: once its log is kept, and not so soon that it comes back', async () => {
    const output = (id: string) => join(engines.folder, 'logs', `${id}.log`);
    const ray = await engine({ output });
    await submit(ray, 'a');
    reach.fake.logs.set('sw-a', 'what it said\n');
    reach.fake.end('sw-a');
    await ray.list();
    await ray.forget('a');
    expect(readFileSync(output('a'), 'utf8')).toBe('what it said\n');
    expect(await ray.list()).toEqual([]);
    expect(reach.fake.states()).toEqual({ 'sw-a': 'SUCCEEDED' });
    reach.fake.time += 2;
    expect(await ray.list()).toEqual([]);
    expect(reach.fake.jobs.size).toBe(0);
    await expect(ray.forget('a')).resolves.toBeUndefined();
  });
});

describe('trap: a pending job can not be stopped', () => {
  test('it counts as stopped, has nothing left to do, and is stopped when it runs', async () => {
    const ray = await engine();
    await submit(ray, 'a', 'b');
    reach.fake.run('sw-b');
    await ray.stop('a');
    await ray.stop('b');
    expect(reach.fake.states()).toEqual({ 'sw-a': 'PENDING', 'sw-b': 'STOPPED' });
    expect(await ray.list()).toEqual([
      { id: 'a', state: 'stopped' },
      { id: 'b', state: 'stopped' },
    ]);
    // Only what had not begun is withdrawn.
    expect(readFileSync(join(engines.folder, 'shards/a.json'), 'utf8')).toBe('');
    expect(readFileSync(join(engines.folder, 'shards/b.json'), 'utf8')).not.toBe('');
    // It still stands in the way of others.
    expect(await ray.free()).toBe(1);
    reach.fake.run('sw-a');
    await ray.list();
    expect(reach.fake.states()).toMatchObject({ 'sw-a': 'STOPPED' });
    expect(await ray.free()).toBe(2);
  });

  test('it can be forgotten, and is deleted when it has ended', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    await ray.stop('a');
    await ray.forget('a');
    expect(await ray.list()).toEqual([]);
    expect(reach.fake.states()).toEqual({ 'sw-a': 'PENDING' });
    reach.fake.run('sw-a');
    await ray.list();
    expect(reach.fake.states()).toEqual({ 'sw-a': 'STOPPED' });
    await ray.list();
    reach.fake.time += 2;
    await ray.list();
    expect(reach.fake.jobs.size).toBe(0);
  });

  test('its file may be gone', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    rmSync(engines.folder, { recursive: true });
    await ray.stop('a');
    expect(existsSync(engines.folder)).toBe(false);
    expect(await ray.list()).toEqual([{ id: 'a', state: 'stopped' }]);
  });
});

test('trap: a job that waits for too long is failed by Ray; nothing of it has run, so it has not failed', async () => {
  const ray = await engine();
  await submit(ray, 'a');
  reach.fake.end('sw-a', {
    status: 'FAILED',
    driver_exit_code: null,
    error_type: 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT',
    message: 'Job supervisor actor failed to start within 900.0 seconds.',
  });
  expect(await ray.list()).toEqual([{ id: 'a', state: 'stopped' }]);
  expect(await ray.free()).toBe(2);
});

describe('trap: a job is submitted twice', () => {
  test('by a lost answer: it is there once, and that is success', async () => {
    const ray = await engine();
    await ray.free();
    reach.fake.faults.push('cut after');
    await ray.submit(shard('a'), ONE);
    expect(reach.fake.states()).toEqual({ 'sw-a': 'PENDING' });
    expect(await ray.list()).toEqual([{ id: 'a', state: 'pending' }]);
  });

  test('by the program: it is refused', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    await expect(ray.submit(shard('a'), ONE)).rejects.toThrow('the shard a was submitted before');
  });

  test("by somebody else: another sweep's job of this name is not taken for ours", async () => {
    await submit(await engine({ sweep: 'sw-a' }), 'b');
    const ray = await engine();
    await expect(submit(ray, 'a-b')).rejects.toThrow('has a job sw-a-b of somebody else');
  });
});

describe('trap: Ray repeats nothing, and a process may outlive its node', () => {
  test('a lost shard has failed; it is not begun again, and its name is not used again', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    reach.fake.run('sw-a');
    reach.fake.end('sw-a', {
      status: 'FAILED',
      driver_exit_code: null,
      error_type: 'JOB_SUPERVISOR_ACTOR_DIED',
      message: 'Job supervisor actor died: The actor died unexpectedly.\nThe node has died.\n',
    });
    expect(await ray.list()).toEqual([
      {
        id: 'a',
        state: 'failed',
        message: 'its node, or the supervisor of its process, died: The node has died.',
      },
    ]);
    expect(reach.fake.newlyAsked().filter((line) => line === 'POST /api/jobs/')).toHaveLength(1);
    await expect(ray.submit(shard('a'), ONE)).rejects.toThrow('submitted before');
  });

  test('the log of a job whose node is gone is what Ray kept of it', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    reach.fake.end('sw-a', { status: 'FAILED', message: 'last available logs: it said this' });
    expect(await ray.logs('a')).toBe('last available logs: it said this');
    expect(await ray.logs('unheard of')).toBe('');
  });
});

describe('trap: a head loses its jobs as it is started anew', () => {
  test('what it no longer knows has failed', async () => {
    const ray = await engine();
    await submit(ray, 'a', 'b');
    reach.fake.jobs.clear();
    expect(await ray.list()).toEqual(
      ['a', 'b'].map((id) => ({ id, state: 'failed', message: expect.stringContaining('started anew') })),
    );
    await ray.forget('a');
    expect((await ray.list()).map(({ id }) => id)).toEqual(['b']);
  });

  test('an outage of a while changes nothing', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    reach.fake.run('sw-a');
    reach.fake.faults.push('cut', 'cut', 'cut');
    expect(await ray.list()).toEqual([{ id: 'a', state: 'running' }]);
    expect(reach.waits).toEqual([500, 1000, 2000]);
  });
});

describe('trap: GPUs are hidden from nobody', () => {
  const variablesOf = (id: string) =>
    (reach.fake.jobs.get(id)!.runtime_env as { env_vars: Record<string, string> }).env_vars;

  test('a shard without GPUs sees none', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    expect(variablesOf('sw-a')).toEqual({ CUDA_VISIBLE_DEVICES: '' });
  });

  test('one with a share of a GPU sees what Ray gives it, and slots are counted by GPUs, too', async () => {
    reach.fake.nodes = { n1: { CPU: [0, 8], GPU: [0, 1] }, n2: { CPU: [0, 8] } };
    const half = { cpus: 1, gpus: 0.5 };
    const ray = await engine({ resources: half });
    expect(await ray.free()).toBe(2);
    await ray.submit(shard('a'), half);
    expect(variablesOf('sw-a')).toEqual({});
    expect(reach.fake.jobs.get('sw-a')).toMatchObject({ entrypoint_num_gpus: 0.5 });
  });
});

test('trap: code goes there as a package, before each shard, since Ray drops it when nobody uses it', async () => {
  const ray = await engine({ code: { name: '_ray_pkg_7.zip', bytes: () => Buffer.from('zip') } });
  await submit(ray, 'a');
  reach.fake.packages.clear();
  await submit(ray, 'b');
  expect([...reach.fake.packages.keys()]).toEqual(['_ray_pkg_7.zip']);
  expect(reach.fake.jobs.get('sw-b')!.runtime_env).toMatchObject({ working_dir: 'gcs://_ray_pkg_7.zip' });
});
