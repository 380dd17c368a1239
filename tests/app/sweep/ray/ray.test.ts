import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadSettings, parseSet } from '../../../../app/config/index.js';
import type { RaySettings } from '../../../../app/config/ray-settings.js';
import { writeSweep } from '../../../../app/sweep/file/index.js';
import { clusterName } from '../../../../app/sweep/ray/cluster-name.js';
import { openRay } from '../../../../app/sweep/ray/open.js';
import { programOf } from '../../../../app/sweep/ray/program.js';
import { seenThere } from '../../../../app/sweep/ray/seen-there.js';
import { FakeHead, TOKEN } from '../../../framework/experiment/engines/ray/fake-head.js';
import { Folder, inRepository } from '../../starling.js';
import { sweepOf } from '../drive/support.js';

const folder = new Folder();
afterAll(() => folder.remove());

const loaded = (...sets: string[]) =>
  loadSettings({ variables: {}, overrides: sets.map((set) => parseSet(`sweeps.ray.${set}`)) });
const settings = (...sets: string[]): RaySettings => loaded(...sets).settings.sweeps.ray;

describe('paths on the nodes', () => {
  const there = seenThere(['/home/me:/mnt/me', '/home/me/large/:/large', '/:/host']);

  test.each([
    ['/home/me/sweeps/a', '/mnt/me/sweeps/a'],
    ['/home/me', '/mnt/me'],
    ['/home/me/large/a', '/large/a'],
    ['/home/men', '/host/home/men'],
  ])('%s is %s', (here, other) => expect(there(here)).toBe(other));

  test('are the same where nothing else is said', () => {
    expect(seenThere([])('/home/me')).toBe('/home/me');
    expect(seenThere(['/data:/'])('/data/a')).toBe('/a');
    expect(seenThere(['/data:/'])('/data')).toBe('/');
  });

  test('are absolute, and said in pairs', () => {
    expect(() => settings('mounts=["data:/mnt"]')).toThrow();
    expect(() => settings('mounts=["/data"]')).toThrow();
  });
});

describe('a sweep has a name of its own on the cluster', () => {
  test('which stays while it lies in its folder, wherever that is seen', () => {
    for (const place of ['one', 'two'])
      mkdirSync(join(folder.path, place, 'my sweep-1'), { recursive: true });
    const [one, two] = ['one', 'two'].map((place) => join(folder.path, place, 'my sweep-1')) as [
      string,
      string,
    ];
    folder.write('one/my sweep-1/sweep.json', '{}');
    const name = clusterName(one);
    expect(name).toMatch(/^my_sweep-1-[0-9a-f]{8}$/);
    copyFileSync(join(one, 'sweep.json'), join(two, 'sweep.json'));
    expect(clusterName(two)).not.toBe(name);
    const { atimeMs, mtimeMs } = statSync(join(one, 'sweep.json'));
    for (const each of [one, two])
      utimesSync(join(each, 'sweep.json'), atimeMs / 1000, Math.floor(mtimeMs / 1000));
    expect(clusterName(two)).toBe(clusterName(one));
  });
});

describe("the program's way to the nodes", () => {
  const words = ['--folder', "/my sweeps/it's", '--shard', 's1'];

  test('is where it is here, where nothing is said', () => {
    const { command, code } = programOf(settings());
    expect(command(['--serve'])).toBe(
      `exec node --single-threaded ${inRepository('dist/app/sweep/worker/main.js')} --serve`,
    );
    expect(code).toBeUndefined();
  });

  test('is a folder of theirs', () => {
    const { command } = programOf(settings('program=/opt/starling', 'node=/opt/node/bin/node', 'cpus=2'));
    expect(command(words)).toBe(
      "exec /opt/node/bin/node /opt/starling/dist/app/sweep/worker/main.js --folder '/my sweeps/it'\\''s' --shard s1",
    );
  });

  test('is a package, which starts where it is unpacked, beside the packages that are there', () => {
    const { command, code } = programOf(settings('ship=true', 'modules=/opt/starling/node_modules'));
    expect(command(['--shard', 's1'])).toBe(
      '[ -e node_modules ] || ln -s /opt/starling/node_modules node_modules; exec node --single-threaded dist/app/sweep/worker/main.js --shard s1',
    );
    expect(Buffer.from(code!.bytes()).includes('dist/app/sweep/worker/main.js')).toBe(true);
    expect(Buffer.from(code!.bytes()).includes('node_modules/')).toBe(false);
  });

  test('works as a package', () => {
    const { command, code } = programOf(settings('ship=true', `modules=${inRepository('node_modules')}`));
    const place = join(folder.path, 'unpacked');
    mkdirSync(place);
    const archive = folder.write('code.zip', code!.bytes());
    execFileSync('python3', ['-m', 'zipfile', '-e', archive, place]);
    for (let shard = 0; shard < 2; shard++) {
      const run = () => execFileSync('sh', ['-c', command([])], { cwd: place, stdio: 'pipe' });
      expect(run).toThrow('a worker is told its sweep and its shard');
    }
  });

  test('is no package without packages', () => {
    expect(() => programOf(settings('ship=true'))).toThrow('needs its packages there');
  });
});

describe('the engine', () => {
  let head: FakeHead;
  beforeEach(async () => {
    head = await FakeHead.start();
    vi.stubEnv('RAY_API_SERVER_ADDRESS', head.address);
    vi.stubEnv('RAY_AUTH_TOKEN', TOKEN);
    vi.stubEnv('STARLING_DATA', join(folder.path, 'data'));
    mkdirSync(join(folder.path, 'sw', 'shards'), { recursive: true });
    folder.write('sw/sweep.json', '{}');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await head.close();
  });
  const open = (...sets: string[]) => openRay(join(folder.path, 'sw'), loaded(...sets), () => undefined);

  test('is that of the settings, at the address and with the token of the environment', async () => {
    head.nodes = { n1: { CPU: [0, 8], GPU: [0, 2] } };
    const { engine, plan, said } = await open('cpus=2', 'gpus=1', `mounts=["${folder.path}:/mnt"]`);
    expect(said).toBe(`the Ray cluster at ${head.address}`);
    expect(plan).toMatchObject({
      resources: { cpus: 2, gpus: 1 },
      compute: { threads: 2 },
      dataFolder: '/mnt/data',
    });
    expect(plan.size.least).toBeGreaterThanOrEqual(60);
    expect(await engine.free()).toBe(2);
    await engine.submit({ id: 's1', file: folder.write('sw/shards/s1.json', '{}') }, plan.resources);
    const [job] = [...head.jobs.values()];
    expect(job).toMatchObject({ entrypoint_num_cpus: 2, entrypoint_num_gpus: 1 });
    expect(job!.entrypoint).toMatch(/main\.js --folder \/mnt\/sw --shard s1$/);
    head.logs.set(job!.submission_id, 'it said this');
    head.end(job!.submission_id);
    await engine.forget('s1');
    expect(readFileSync(join(folder.path, 'sw/logs/s1.log'), 'utf8')).toBe('it said this');
    await engine.close();
  });

  test('is at an address of the settings, rather, and may be said how many run at once', async () => {
    vi.stubEnv('RAY_API_SERVER_ADDRESS', 'http://127.0.0.1:1');
    const { engine } = await open(`address=${head.address}`, 'slots=7');
    expect(await engine.free()).toBe(7);
    await engine.close();
  });

  test('brings results here where that is asked for, and lets go of all it holds', async () => {
    writeSweep(join(folder.path, 'sw'), { ...sweepOf(1, 1), keep: 'tables' });
    const { engine, plan, said, release } = await open('collect.listen=127.0.0.1:0', 'collect.patience=7');
    expect(said).toMatch(/results brought to http:\/\/127\.0\.0\.1:\d+$/);
    await engine.free();
    await engine.submit({ id: 's1', file: folder.write('sw/shards/s1.json', '{}') }, plan.resources);
    const [job] = [...head.jobs.values()];
    expect(job!.entrypoint).toMatch(/courier\/main\.js --shard s1 --patience 7$/);
    expect(job!.runtime_env).toHaveProperty('env_vars.STARLING_COLLECT_URL', said.split(' ').at(-1));
    head.end(job!.submission_id);
    await engine.close();
    await release!();
    await expect(fetch(`${said.split(' ').at(-1)}/shards/s1`)).rejects.toThrow();
  });

  test('keeps no folders of runs that no folder is shared for', async () => {
    writeSweep(join(folder.path, 'sw'), { ...sweepOf(1, 1), keep: 'full' });
    const overrides = ['engine=ray', 'ray.collect.listen=127.0.0.1:0'].map((set) =>
      parseSet(`sweeps.${set}`),
    );
    const opened = openRay(
      join(folder.path, 'sw'),
      loadSettings({ variables: {}, overrides }),
      () => undefined,
    );
    await expect(opened).rejects.toThrow('which the nodes do not share');
  });

  test('is none without a token', async () => {
    vi.stubEnv('RAY_AUTH_TOKEN', '');
    vi.stubEnv('RAY_AUTH_TOKEN_PATH', join(folder.path, 'no such file'));
    await expect(open()).rejects.toThrow('there is no token for the Ray head');
  });
});
