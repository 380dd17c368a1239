import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  LocalEngine,
  type LocalEngineOptions,
  type ShardState,
  StarlingError,
} from '../../../../framework/index.js';

const WORKER = fileURLToPath(new URL('./worker.mjs', import.meta.url));
const ONE = { cpus: 1, gpus: 0 };

let folder: string;
let engines: LocalEngine[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-engine-'));
  engines = [];
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  rmSync(folder, { recursive: true, force: true });
});

function engineOf(mode: string, options: Partial<LocalEngineOptions> = {}): LocalEngine {
  const engine = new LocalEngine({
    slots: 2,
    command: () => ({ command: process.execPath, args: [WORKER, mode], env: { COLOUR: 'blue' } }),
    log: (id) => join(folder, 'logs', `${id}.log`),
    ...options,
  });
  engines.push(engine);
  return engine;
}

const submit = (engine: LocalEngine, id: string, resources = ONE) =>
  engine.submit({ id, file: `shards/${id}.json` }, resources);

async function stateOf(engine: LocalEngine, id: string) {
  return (await engine.list()).find((shard) => shard.id === id);
}

/** Settles when a shard is in a state. */
function reached(engine: LocalEngine, id: string, state: ShardState): Promise<void> {
  return new Promise((resolve) => {
    const look = async () => {
      if ((await stateOf(engine, id))?.state !== state) return;
      stop();
      resolve();
    };
    const stop = engine.onChange(look);
    void look();
  });
}

/** The process that has a shard, when it waits in it. */
const waiting = (engine: LocalEngine, id: string): Promise<number> =>
  new Promise((resolve) => {
    const stop = engine.onMessage((message, shard) => {
      if (shard !== id) return;
      const { waits, pid } = message as { readonly waits: string; readonly pid: number };
      expect(waits).toBe(id);
      stop();
      resolve(pid);
    });
  });

/** The same of a shard that has ended, by its log. */
async function pidOf(engine: LocalEngine, id: string): Promise<number> {
  return Number(/by (\d+)/.exec(await engine.logs(id))![1]);
}

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('LocalEngine', () => {
  test('does shards in processes that live on, as many at a time as it has slots', async () => {
    const engine = engineOf('obedient');
    expect(await engine.free()).toBe(2);
    const both = Promise.all([waiting(engine, 'long-1'), waiting(engine, 'long-2')]);
    await submit(engine, 'long-1');
    await submit(engine, 'long-2');
    expect(await engine.free()).toBe(0);
    await expect(submit(engine, 'third')).rejects.toThrow('third is refused: no slot is free');
    const [, second] = await both;
    engine.tell('long-2', { go: true });
    await reached(engine, 'long-2', 'succeeded');
    expect(await engine.free()).toBe(1);
    await submit(engine, 'quick');
    await reached(engine, 'quick', 'succeeded');
    expect(await pidOf(engine, 'quick')).toBe(second);
    expect(await engine.list()).toEqual([
      { id: 'long-1', state: 'running' },
      { id: 'long-2', state: 'succeeded' },
      { id: 'quick', state: 'succeeded' },
    ]);
  });

  test('keeps apart what a process wrote in each of its shards', async () => {
    const engine = engineOf('obedient', { slots: 1 });
    for (const id of ['quick-1', 'quick-2', 'quick-3']) {
      await submit(engine, id);
      await reached(engine, id, 'succeeded');
      expect(await engine.logs(id)).toMatch(new RegExp(`^${id} by \\d+, GPUs '', blue\n${id} ends\n$`));
    }
    expect(await engine.logs('quick-9')).toBe('');
  });

  test('shows a process the GPUs that its shard asked for, and none to one that asked for none', async () => {
    const engine = engineOf('obedient', { slots: 1 });
    await submit(engine, 'quick-1');
    await reached(engine, 'quick-1', 'succeeded');
    process.env['CUDA_VISIBLE_DEVICES'] = '5';
    try {
      await submit(engine, 'quick-2', { cpus: 1, gpus: 1 });
    } finally {
      delete process.env['CUDA_VISIBLE_DEVICES'];
    }
    await reached(engine, 'quick-2', 'succeeded');
    expect(await engine.logs('quick-2')).toContain("GPUs '5'");
    expect(await pidOf(engine, 'quick-2')).not.toBe(await pidOf(engine, 'quick-1'));
  });

  test('outlives a worker that is killed amid a shard, and starts another', async () => {
    const engine = engineOf('obedient', { slots: 1 });
    const waits = waiting(engine, 'long');
    await submit(engine, 'long');
    process.kill(await waits, 'SIGKILL');
    await reached(engine, 'long', 'failed');
    expect(await stateOf(engine, 'long')).toEqual({
      id: 'long',
      state: 'failed',
      message: "the worker's process was ended by SIGKILL",
    });
    await submit(engine, 'quick');
    await reached(engine, 'quick', 'succeeded');
  });

  test('blames nobody for the Ctrl-C that reaches a process before it can refuse it, however many it reaches', async () => {
    const engine = engineOf('interrupted', { slots: 4 });
    const ids = ['long-1', 'long-2', 'long-3', 'long-4'];
    for (const id of ids) await submit(engine, id);
    for (const id of ids) await reached(engine, id, 'stopped');
    expect(await engine.free()).toBe(4);
  });

  test('keeps what a process wrote last, however much it was and however it died', async () => {
    const engine = engineOf('obedient', { slots: 1 });
    await submit(engine, 'loud');
    await reached(engine, 'loud', 'failed');
    expect(await engine.logs('loud')).toMatch(/^x+ and this was the last$/);
    const log = readFileSync(join(folder, 'logs', 'loud.log'), 'utf8');
    expect(log.length).toBeGreaterThan(1 << 20);
    expect(readdirSync(join(folder, 'logs'))).toEqual(['loud.log']);
  });

  test('tells what a process has written of the shard that it is at', async () => {
    const engine = engineOf('obedient', { slots: 1 });
    await submit(engine, 'quick');
    await reached(engine, 'quick', 'succeeded');
    const waits = waiting(engine, 'long');
    await submit(engine, 'long');
    await waits;
    expect(await engine.logs('long')).toMatch(/^long by \d+, .*\n$/);
    await engine.stop('long');
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['long.log', 'quick.log']);
  });

  test.runIf(existsSync('/dev/full'))(
    'outlives outputs on a full disk, and such as can not be opened',
    async () => {
      const engine = engineOf('obedient', { slots: 1 });
      mkdirSync(join(folder, 'logs', 'worker-quick-2.log'), { recursive: true });
      symlinkSync('/dev/full', join(folder, 'logs', 'worker-quick-1.log'));
      for (const [id, gpus] of [
        ['quick-1', 0],
        ['quick-2', 1],
      ] as const) {
        await submit(engine, id, { cpus: 1, gpus });
        await reached(engine, id, 'succeeded');
      }
    },
  );

  test('stops a shard by killing its process, and no other', async () => {
    const engine = engineOf('stubborn', { grace: 10 });
    const both = Promise.all([waiting(engine, 'long-1'), waiting(engine, 'long-2')]);
    await submit(engine, 'long-1');
    await submit(engine, 'long-2');
    const [first] = await both;
    await engine.stop('long-1');
    expect(lives(first)).toBe(false);
    expect((await engine.list()).map(({ state }) => state)).toEqual(['stopped', 'running']);
    await engine.stop('long-1');
    await engine.stop('unknown');
    engine.tell('long-1', { go: true });
    engine.tell('long-2', { go: true });
    await reached(engine, 'long-2', 'succeeded');
  });

  test.each([
    ['obedient', 60_000],
    ['stubborn', 10],
  ])('leaves no process when it is closed, %s or not', async (mode, grace) => {
    const engine = engineOf(mode, { grace });
    const both = Promise.all([waiting(engine, 'long-1'), waiting(engine, 'long-2')]);
    await submit(engine, 'long-1');
    await submit(engine, 'long-2');
    const pids = await both;
    await engine.close();
    expect(pids.map(lives)).toEqual([false, false]);
    expect((await engine.list()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
    await expect(submit(engine, 'late')).rejects.toThrow('The engine is closed.');
  });

  test('closes with processes that are only about to start', async () => {
    const engine = engineOf('obedient');
    await submit(engine, 'quick');
    await engine.close();
    expect((await stateOf(engine, 'quick'))!.state).toBe('stopped');
  });

  test('says what the processes wrote where none can be started, after a few', async () => {
    const engine = engineOf('never', { starts: 2 });
    await submit(engine, 'first');
    await reached(engine, 'first', 'failed');
    expect((await stateOf(engine, 'first'))!.message).toBe("the worker's process ended with exit code 3");
    const error = await submit(engine, 'second').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(StarlingError);
    expect(error).toMatchObject({ place: join(folder, 'logs', 'first.log') });
    expect(String(error)).toMatch(
      /No worker can be started: .* exit code 3, 2 times in a row\.\nno licence was found\nby process \d+\nno licence/,
    );
    await expect(engine.free()).rejects.toBe(error);
  });

  test('says so where there is no such program', async () => {
    const engine = engineOf('', { command: () => ({ command: join(folder, 'none'), args: [] }) });
    await submit(engine, 'first');
    await reached(engine, 'first', 'failed');
    await expect(engine.free()).rejects.toThrow(
      /could not be started: spawn .*none ENOENT, 3 times in a row/,
    );
  });

  test('refuses a shard that it met before, until it is told to forget it', async () => {
    const engine = engineOf('obedient');
    const waits = waiting(engine, 'long');
    await submit(engine, 'long');
    await waits;
    await expect(submit(engine, 'long')).rejects.toThrow('long is refused: it was submitted before');
    await engine.forget('long');
    expect(await stateOf(engine, 'long')).toBeDefined();
    await engine.stop('long');
    await engine.forget('long');
    expect(await engine.list()).toEqual([]);
  });

  test.each([0, 1.5, -1])('has at least one slot: %d', (slots) => {
    expect(() => engineOf('obedient', { slots })).toThrow('a whole number, at least 1');
  });
});
