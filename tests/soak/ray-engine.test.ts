import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  codePackage,
  RayEngine,
  type RayEngineOptions,
  RayHead,
  rayToken,
  shellWord,
} from '../../framework/experiment/engines/ray/index.js';
import type { ShardState, ShardStatus } from '../../framework/index.js';
import { LocalHead, withRay } from './ray-head.js';

const ONE = { cpus: 1, gpus: 0 };

withRay(() => {
  const local = new LocalHead();
  const engines: RayEngine[] = [];
  let folder: string;
  let sweeps = 0;

  beforeAll(() => local.start(2), 600_000);
  afterAll(() => local.stop(), 60_000);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'starling-ray-'));
    mkdirSync(join(folder, 'shards'));
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const address = () => process.env['RAY_API_SERVER_ADDRESS']!;
  const connect = (token = rayToken(process.env)) =>
    RayHead.connect({ address: address(), token, patience: 30 });

  /** Shards say in a file which process they are, and do what their own file, a program of Node's, says. */
  async function open(options: Partial<RayEngineOptions> = {}): Promise<RayEngine> {
    const engine = new RayEngine({
      head: await connect(),
      sweep: `soak-${process.pid}-${sweeps++}`,
      entrypoint: ({ id, file }) =>
        `echo $$ > ${shellWord(join(folder, `${id}.pid`))}; exec ${shellWord(process.execPath)} ${shellWord(file)}`,
      resources: ONE,
      fresh: 0,
      ...options,
    });
    engines.push(engine);
    return engine;
  }

  function shard(id: string, program: string) {
    const file = join(folder, 'shards', `${id}.mjs`);
    writeFileSync(file, program);
    return { id, file };
  }

  /** Its status once it has one of these states. */
  async function reached(engine: RayEngine, id: string, ...states: ShardState[]): Promise<ShardStatus> {
    for (;;) {
      const status = (await engine.list()).find((each) => each.id === id);
      if (status !== undefined && states.includes(status.state)) return status;
      await setTimeout(100);
    }
  }

  /** Slots that are free, once some are: what the last test used is seen for some seconds more. */
  async function room(engine: RayEngine): Promise<number> {
    for (;;) {
      const free = await engine.free();
      if (free > 0) return free;
      await setTimeout(100);
    }
  }

  /** What a shard has written, once it has. */
  async function written(name: string): Promise<string> {
    for (;;) {
      const path = join(folder, name);
      if (existsSync(path) && readFileSync(path, 'utf8') !== '') return readFileSync(path, 'utf8');
      await setTimeout(50);
    }
  }

  const WAITS = `console.log('it waits'); setInterval(() => undefined, 1000);`;

  test('the head asks for its token, and takes nothing from a browser', async () => {
    await expect(connect('a wrong one')).rejects.toThrow('does not take the token');
    expect((await fetch(`${address()}/api/jobs/`)).status).toBe(401);
    const headers = { authorization: `Bearer ${rayToken(process.env)}` };
    const posted = await fetch(`${address()}/api/jobs/`, { method: 'POST', headers, body: '{}' });
    expect(posted.status).toBe(405);
  });

  test('a shard runs, is told of, leaves its log and is deleted', async () => {
    const output = (id: string) => join(folder, `${id}.log`);
    const engine = await open({ output, variables: { TOLD: 'so' } });
    expect(await engine.free()).toBe(2);
    const program = 'console.log(process.env.TOLD, JSON.stringify(process.env.CUDA_VISIBLE_DEVICES));';
    await engine.submit(shard('s1', program), ONE);
    expect(await engine.free()).toBe(1);
    expect(await reached(engine, 's1', 'succeeded', 'failed')).toEqual({ id: 's1', state: 'succeeded' });
    await engine.forget('s1');
    expect(readFileSync(output('s1'), 'utf8')).toContain('so ""');
    await engine.close();
    const head = await connect();
    expect(await head.jobs()).toEqual([]);
    head.close();
  });

  test('no socket is open to other machines, also while a shard runs', async () => {
    const engine = await open();
    await room(engine);
    await engine.submit(shard('s1', WAITS), ONE);
    await reached(engine, 's1', 'running');
    local.check();
  });

  test('a process that is killed fails its shard, whose log is kept', async () => {
    const engine = await open();
    await room(engine);
    await engine.submit(
      shard(
        's1',
        `console.log('it began'); import('node:fs').then((fs) => fs.writeFileSync(${JSON.stringify(join(folder, 'begun'))}, 'yes')); ${WAITS}`,
      ),
      ONE,
    );
    await written('begun');
    process.kill(Number(await written('s1.pid')), 'SIGKILL');
    const { state, message } = await reached(engine, 's1', 'failed', 'succeeded', 'stopped');
    expect(state).toBe('failed');
    expect(message).toContain('killed (signal 9)');
    expect(await engine.logs('s1')).toContain('it began');
  });

  test('an exit code is told', async () => {
    const engine = await open();
    await room(engine);
    await engine.submit(shard('s1', 'process.exit(3)'), ONE);
    expect(await reached(engine, 's1', 'failed')).toMatchObject({
      message: 'its process ended with exit code 3',
    });
  });

  test('a running shard is stopped; a pending one counts as stopped, and never does its work', async () => {
    const engine = await open({ slots: 3 });
    await room(engine);
    const proof = join(folder, 'proof');
    for (const id of ['s1', 's2']) await engine.submit(shard(id, WAITS), ONE);
    for (const id of ['s1', 's2']) await reached(engine, id, 'running');
    const writes = `import('node:fs').then((fs) => fs.writeFileSync(${JSON.stringify(proof)}, 'it ran'));`;
    await engine.submit(shard('s3', writes), ONE);
    await engine.stop('s3');
    expect(await reached(engine, 's3', 'stopped', 'running')).toEqual({ id: 's3', state: 'stopped' });
    await engine.stop('s1');
    await reached(engine, 's1', 'stopped');
    // The slot is free now: it is s3's turn, which comes to its end without having done anything.
    for (let active = 3; active > 1; active = 3 - (await engine.free())) await setTimeout(100);
    expect(() => readFileSync(proof)).toThrow('ENOENT');
  });

  test('what was submitted is there once, whoever asks again', async () => {
    const first = await open({ sweep: 'soak-twice', slots: 2 });
    await first.free();
    await first.submit(shard('s1', WAITS), ONE);
    const second = await open({ sweep: 'soak-twice', slots: 2 });
    expect(await second.free()).toBe(1);
    await second.submit(shard('s1', WAITS), ONE);
    expect(await second.list()).toHaveLength(1);
  });

  test('code comes as a package', async () => {
    mkdirSync(join(folder, 'code', 'dist'), { recursive: true });
    writeFileSync(join(folder, 'code/dist/main.mjs'), `console.log('from the package', process.argv[2]);`);
    const engine = await open({
      code: codePackage(join(folder, 'code'), ['dist']),
      entrypoint: ({ id }) => `exec ${shellWord(process.execPath)} dist/main.mjs ${id}`,
    });
    await room(engine);
    await engine.submit(shard('s1', ''), ONE);
    await reached(engine, 's1', 'succeeded', 'failed');
    expect(await engine.logs('s1')).toContain('from the package s1');
  });

  test('what no node has is said', async () => {
    const engine = await open({ resources: { cpus: 64, gpus: 0 } });
    await expect(engine.free()).rejects.toThrow('no node of the Ray cluster has 64 cores');
  });
});
