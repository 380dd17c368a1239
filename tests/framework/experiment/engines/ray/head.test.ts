import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { RayHead } from '../../../../../framework/experiment/engines/ray/index.js';
import { FakeHead, TOKEN } from './fake-head.js';
import { Reach } from './reach.js';

const reach = new Reach();
const body = {
  submission_id: 's-1',
  entrypoint: 'exec true',
  entrypoint_num_cpus: 1,
  entrypoint_num_gpus: 0,
  metadata: {},
  runtime_env: { env_vars: {} },
};

describe('trap: a browser may only read', () => {
  test('a head refuses what fetch sends', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const posted = await fetch(`${reach.fake.address}/api/jobs/`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(posted.status).toBe(405);
    expect(reach.fake.asked.at(-1)!.headers).toHaveProperty('sec-fetch-mode');
  });

  test('and takes what is sent here, which looks like no browser', async () => {
    const head = await reach.connect();
    expect(await head.submit(body)).toBe(true);
    const { headers } = reach.fake.asked.at(-1)!;
    expect(Object.keys(headers).sort()).toEqual([
      ...['authorization', 'connection', 'content-length', 'content-type', 'host'],
    ]);
  });
});

describe('trap: without a token anybody runs programs on the cluster', () => {
  test('no token is refused before anything is asked', async () => {
    await expect(reach.connect({ token: undefined })).rejects.toThrow('there is no token for the Ray head');
    expect(reach.fake.asked).toEqual([]);
  });

  test('a wrong token is refused, and not told', async () => {
    const failure = reach.connect({ token: 'a wrong one' });
    await expect(failure).rejects.toMatchObject({
      message: 'the Ray head does not take the token',
      place: reach.fake.address,
      hint: expect.not.stringContaining('a wrong one'),
    });
  });

  test('a head that answers anybody is refused', async () => {
    reach.fake.token = undefined;
    await expect(reach.connect()).rejects.toThrow('answers anybody');
  });

  test('both go where it is allowed', async () => {
    reach.fake.token = undefined;
    const head = await reach.connect({ token: undefined, open: true });
    expect(await head.jobs()).toEqual([]);
  });
});

test.each(['2.59.1', '1.13.0', '0.8', 'dev'])('Ray %s is too old, or unknown', async (version) => {
  reach.fake.version = version;
  await expect(reach.connect()).rejects.toThrow(`expected Ray 2.60 or newer; the head runs ${version}`);
});

test.each(['2.60.0', '2.61.0rc1', '2.100.3', '3.0.0.dev0'])('Ray %s is taken', async (version) => {
  reach.fake.version = version;
  await expect(reach.connect()).resolves.toBeInstanceOf(RayHead);
});

test.each(['ray://10.0.0.1:10001', '10.0.0.1:6379', 'auto', ''])('%j is no address', async (address) => {
  await expect(reach.connect({ address })).rejects.toMatchObject({ code: 2 });
});

test('a server that is not Ray is told from one', async () => {
  const other = createServer((_, response) => response.end('<html>'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await expect(reach.connect({ address })).rejects.toThrow('does not speak as a Ray head does');
  other.closeAllConnections();
  other.close();
});

describe('a head that can not be reached for a while', () => {
  test('is asked again, slower and slower, and people hear of it twice', async () => {
    const head = await reach.connect();
    reach.fake.faults.push('cut', 'cut', { status: 503, text: '' }, { status: 502, text: '' }, 'cut');
    expect(await head.jobs()).toEqual([]);
    expect(reach.waits).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(reach.said).toEqual([
      `the Ray head at ${reach.fake.address} can't be reached (it broke the connection off); trying again for 120 s`,
      `the Ray head at ${reach.fake.address} answers again`,
    ]);
  });

  test('is given up in the end, with what to do', async () => {
    const head = await reach.connect();
    reach.fake.faults.push(...Array<'cut'>(100).fill('cut'));
    await expect(head.jobs()).rejects.toMatchObject({
      message: "the Ray head can't be reached: it broke the connection off",
      place: reach.fake.address,
      hint: expect.stringContaining('resume the sweep'),
    });
    const seconds = reach.waits.reduce((sum, ms) => sum + ms / 1000, 0);
    expect(seconds).toBeGreaterThan(100);
    expect(seconds).toBeLessThanOrEqual(120);
    expect(reach.said).toHaveLength(1);
  });

  test('is asked once where there is no patience', async () => {
    const gone = await FakeHead.start();
    const { address } = gone;
    await gone.close();
    await expect(reach.connect({ address, patience: 0 })).rejects.toThrow('nothing listens there');
    expect(reach.waits).toEqual([]);
    expect(reach.said).toEqual([]);
  });

  test('is asked once from where there is hurry', async () => {
    const head = await reach.connect();
    head.hurry();
    reach.fake.faults.push('cut');
    await expect(head.jobs()).rejects.toThrow('broke the connection off');
    expect(reach.waits).toEqual([]);
  });

  test('as is one that has no agent yet to run jobs', async () => {
    const head = await reach.connect();
    reach.fake.faults.push({
      status: 500,
      text: 'Traceback…\nException: No available agent to submit job, please try again later.',
    });
    expect(await head.submit(body)).toBe(true);
    expect(reach.waits).toEqual([500]);
  });

  test('but what it refuses is refused at once, with the reason of its traceback', async () => {
    const head = await reach.connect();
    reach.fake.faults.push({
      status: 500,
      text: 'Traceback (most recent call last):\nValueError: bad env\n.\n',
    });
    await expect(head.submit(body)).rejects.toThrow('refuses the job s-1 (500): ValueError: bad env');
    expect(reach.waits).toEqual([]);
  });
});

test('a job that is there already is not taken twice', async () => {
  const head = await reach.connect();
  reach.fake.faults.push('cut after');
  expect(await head.submit(body)).toBe(false);
  expect([...reach.fake.jobs.keys()]).toEqual(['s-1']);
});

test('only what has ended is deleted, and what is gone counts as deleted', async () => {
  const head = await reach.connect();
  await head.submit(body);
  expect(await head.delete('s-1')).toBe(false);
  reach.fake.run('s-1');
  expect(await head.delete('s-1')).toBe(false);
  reach.fake.end('s-1');
  reach.fake.time += 1;
  expect(await head.delete('s-1')).toBe(true);
  expect(await head.delete('s-1')).toBe(true);
  expect(await head.job('s-1')).toBeUndefined();
});

test('what is deleted as soon as it has ended comes back as something else', async () => {
  const head = await reach.connect();
  await head.submit(body);
  reach.fake.end('s-1');
  expect(await head.delete('s-1')).toBe(true);
  expect(await head.job('s-1')).toMatchObject({ status: 'FAILED', metadata: null });
});

test('a package is sent where it is not there yet, and asked for each time, which keeps it there', async () => {
  const head = await reach.connect();
  reach.fake.newlyAsked();
  for (let time = 0; time < 2; time++) await head.ship('_ray_pkg_1.zip', () => Buffer.from('code'));
  const path = '/api/packages/gcs/_ray_pkg_1.zip';
  expect(reach.fake.newlyAsked()).toEqual([`GET ${path}`, `PUT ${path}`, `GET ${path}`]);
  expect(reach.fake.packages.get('_ray_pkg_1.zip')!.toString()).toBe('code');
});
