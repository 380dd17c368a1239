import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engines } from './engines.js';

const engines = new Engines();
const { reach, engine, submit } = engines;

test('a shard becomes a job of its own command, resources, variables and sweep', async () => {
  const ray = await engine({ variables: { STARLING_DATA: '/data' } });
  await submit(ray, 'a-1');
  expect(reach.fake.jobs.get('sw-a-1')).toMatchObject({
    entrypoint: 'exec node main.js --shard a-1',
    entrypoint_num_cpus: 1,
    entrypoint_num_gpus: 0,
    metadata: {
      starling_sweep: 'sw',
      starling_shard: 'a-1',
      starling_file: join(engines.folder, 'shards/a-1.json'),
    },
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

test('of a long log the end is of interest', async () => {
  const ray = await engine();
  await submit(ray, 'a');
  reach.fake.logs.set('sw-a', `${'x'.repeat(1_000_000)} the end`);
  const log = await ray.logs('a');
  expect(log).toHaveLength(65_536);
  expect(log).toMatch(/ the end$/);
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
  expect(readFileSync(join(engines.folder, 'shards/b.json'), 'utf8')).toBe('');
});

describe('closing', () => {
  test('stops what runs, withdraws what waits, and deletes what has ended', async () => {
    const ray = await engine({ slots: 3 });
    await submit(ray, 'a', 'b', 'c');
    reach.fake.run('sw-a');
    reach.fake.end('sw-c');
    await ray.close();
    expect(reach.fake.states()).toEqual({ 'sw-b': 'PENDING' });
    expect(readFileSync(join(engines.folder, 'shards/b.json'), 'utf8')).toBe('');
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
