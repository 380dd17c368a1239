import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RayEngine, type RayEngineOptions } from '../../../../../framework/experiment/engines/ray/index.js';
import { Reach } from './reach.js';

const reach = new Reach();
const ONE = { cpus: 1, gpus: 0 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-ray-'));
  mkdirSync(join(folder, 'shards'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function engine(options: Partial<RayEngineOptions> = {}): Promise<RayEngine> {
  return new RayEngine({
    head: await reach.connect(),
    sweep: 'sw',
    fresh: 0,
    entrypoint: ({ id }) => `exec node main.js --shard ${id}`,
    resources: ONE,
    ...options,
  });
}

function shard(id: string) {
  const file = join(folder, 'shards', `${id}.json`);
  writeFileSync(file, '{ "runs": [1] }');
  return { id, file };
}

/** Submits shards, after the count that must come first. */
async function submit(to: RayEngine, ...ids: string[]): Promise<void> {
  await to.free();
  for (const id of ids) await to.submit(shard(id), ONE);
}

test('a shard becomes a job of its own command, resources, variables and sweep', async () => {
  const ray = await engine({ variables: { STARLING_DATA: '/data' } });
  await submit(ray, 'a-1');
  expect(reach.fake.jobs.get('sw-a-1')).toMatchObject({
    entrypoint: 'exec node main.js --shard a-1',
    entrypoint_num_cpus: 1,
    entrypoint_num_gpus: 0,
    metadata: { starling_sweep: 'sw', starling_shard: 'a-1', starling_file: join(folder, 'shards/a-1.json') },
    runtime_env: { env_vars: { STARLING_DATA: '/data' } },
  });
});

test('its states are told as they change, with what ended those that failed', async () => {
  const ray = await engine({ slots: 9 });
  await submit(ray, 'a', 'b', 'c', 'd');
  reach.fake.run('sw-b');
  reach.fake.end('sw-c');
  reach.fake.end('sw-d', { status: 'FAILED', driver_exit_code: -9 });
  expect(await ray.list()).toEqual([
    { id: 'a', state: 'pending' },
    { id: 'b', state: 'running' },
    { id: 'c', state: 'succeeded' },
    { id: 'd', state: 'failed', message: expect.stringContaining('killed (signal 9)') },
  ]);
  await ray.stop('b');
  await ray.stop('c');
  await ray.stop('unheard of');
  expect(reach.fake.states()).toMatchObject({ 'sw-b': 'STOPPED', 'sw-c': 'SUCCEEDED' });
});

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
    const output = (id: string) => join(folder, 'logs', `${id}.log`);
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
    expect(readFileSync(join(folder, 'shards/a.json'), 'utf8')).toBe('');
    expect(readFileSync(join(folder, 'shards/b.json'), 'utf8')).not.toBe('');
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
    rmSync(folder, { recursive: true });
    await ray.stop('a');
    expect(existsSync(folder)).toBe(false);
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

test('of a long log the end is of interest', async () => {
  const ray = await engine();
  await submit(ray, 'a');
  reach.fake.logs.set('sw-a', `${'x'.repeat(1_000_000)} the end`);
  const log = await ray.logs('a');
  expect(log).toHaveLength(65_536);
  expect(log).toMatch(/ the end$/);
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

describe('shards that fail before they begin', () => {
  const begun = new Set<string>();
  async function failing(): Promise<(id: string) => Promise<number>> {
    const ray = await engine({ slots: 1, hasBegun: (id) => begun.has(id) });
    return async (id) => {
      await submit(ray, id);
      reach.fake.end(`sw-${id}`, { status: 'FAILED', driver_exit_code: 127 });
      for (let looks = 0; looks < 5; looks++) await ray.list();
      await ray.forget(id);
      return ray.free();
    };
  }

  test('are no more than three in a row', async () => {
    const fail = await failing();
    for (const id of ['a', 'b']) expect(await fail(id)).toBe(1);
    await expect(fail('c')).rejects.toMatchObject({
      message: '3 shards in a row failed before they began; the last: its process ended with exit code 127',
      hint: expect.stringContaining('the log of c'),
    });
  });

  test('are forgiven where one began', async () => {
    begun.add('c');
    const fail = await failing();
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(await fail(id)).toBe(1);
    await expect(fail('f')).rejects.toThrow('3 shards in a row');
  });
});

describe('a cluster that does not serve', () => {
  test('with no node for what a shard asks', async () => {
    const ray = await engine({ resources: { cpus: 4, gpus: 1 } });
    await expect(ray.free()).rejects.toMatchObject({
      message: 'no node of the Ray cluster has 4 cores and 1 GPU',
      hint: expect.stringContaining('slots'),
    });
  });

  test('that does not say what it has', async () => {
    reach.fake.nodes = undefined;
    const ray = await engine();
    await expect(ray.free()).rejects.toThrow('says nothing of its nodes');
  });

  test('that has just been started is waited for', async () => {
    const { nodes } = reach.fake;
    reach.fake.nodes = undefined;
    reach.meanwhile = () => {
      if (reach.waits.length === 3) reach.fake.nodes = nodes;
    };
    const ray = await engine();
    expect(await ray.free()).toBe(2);
    expect(reach.waits).toEqual([500, 1000, 2000]);
  });
});

test('a head is not asked again at once, unless something was changed', async () => {
  let now = 0;
  const head = await reach.connect({ clock: () => now });
  const ray = await engine({ head, fresh: 1000 });
  await submit(ray, 'a');
  reach.fake.newlyAsked();
  const look = async () => {
    const states = (await ray.list()).map(({ state }) => state);
    return [states.join(), await ray.free(), reach.fake.newlyAsked()];
  };
  expect(await look()).toEqual(['pending', 1, ['GET /api/jobs/']]);
  reach.fake.run('sw-a');
  expect(await look()).toEqual(['pending', 1, []]);
  now = 1000;
  expect(await look()).toEqual(['running', 1, ['GET /api/jobs/']]);
  // What a cluster has in use is no news for longer.
  now = 5000;
  expect(await look()).toEqual(['running', 1, ['GET /api/jobs/', 'GET /api/cluster_status']]);
  await ray.stop('a');
  reach.fake.newlyAsked();
  expect(await look()).toEqual(['stopped', 2, ['GET /api/jobs/']]);
});

test('what was asked before a change is no news after it', async () => {
  const ray = await engine({ fresh: 1000 });
  const before = ray.list();
  const submitted = submit(ray, 'a');
  await Promise.all([before, submitted]);
  expect(await ray.list()).toEqual([{ id: 'a', state: 'pending' }]);
});

test('an engine made anew finds the shards of the last one, and takes them over', async () => {
  await submit(await engine(), 'a', 'b');
  reach.fake.run('sw-a');
  const ray = await engine();
  expect(await ray.list()).toEqual([
    { id: 'a', state: 'running' },
    { id: 'b', state: 'pending' },
  ]);
  expect(await ray.free()).toBe(0);
  await ray.stop('b');
  expect(readFileSync(join(folder, 'shards/b.json'), 'utf8')).toBe('');
});

describe('closing', () => {
  test('stops what runs, withdraws what waits, and deletes what has ended', async () => {
    const ray = await engine({ slots: 3 });
    await submit(ray, 'a', 'b', 'c');
    reach.fake.run('sw-a');
    reach.fake.end('sw-c');
    await ray.close();
    expect(reach.fake.states()).toEqual({ 'sw-b': 'PENDING' });
    expect(readFileSync(join(folder, 'shards/b.json'), 'utf8')).toBe('');
  });

  test('waits for what needs a moment to end, but not for ever', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    reach.fake.run('sw-a');
    const { end } = reach.fake;
    reach.fake.end = () => undefined;
    reach.meanwhile = () => {
      if (reach.waits.length === 3) end.call(reach.fake, 'sw-a', { status: 'STOPPED' });
    };
    await ray.close();
    expect(reach.fake.jobs.size).toBe(0);
    expect(reach.waits.length).toBeLessThan(20);

    const deaf = await engine();
    await submit(deaf, 'b');
    reach.fake.run('sw-b');
    reach.waits.length = 0;
    reach.meanwhile = () => undefined;
    await deaf.close();
    expect(reach.waits.length).toBeLessThan(50);
  });

  test('leaves shards to themselves where the head can not be reached, at once', async () => {
    const ray = await engine();
    await submit(ray, 'a');
    reach.fake.faults.push('cut');
    await ray.close();
    expect(reach.waits).toEqual([]);
  });
});

test.each([
  [{ sweep: 'a/b' }, "expected a sweep's name"],
  [{ slots: 0 }, 'expected a whole number of slots'],
  [{ slots: 1.5 }, 'expected a whole number of slots'],
  [{ resources: { cpus: 0, gpus: 0 } }, 'expected at least one core'],
  [{ resources: { cpus: 1, gpus: -1 } }, 'expected no or some GPUs'],
])('options out of range are refused: %j', async (options, message) => {
  await expect(engine(options)).rejects.toThrow(message);
});

test('it never calls who would hear of changes', async () => {
  const stop = (await engine()).onChange(() => expect.unreachable());
  expect(stop()).toBeUndefined();
});
