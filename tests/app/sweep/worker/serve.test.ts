import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, expect, test } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import type { Began, Succeeded } from '../../../../app/sweep/outbox/index.js';
import { Exit } from '../../../../framework/errors.js';
import { LocalEngine, type ShardState } from '../../../../framework/index.js';
import { TINY } from '../../starling.js';
import { Bench, resolved, WORKER } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());

const words = ['--folder', bench.path, '--serve'];
let engine: LocalEngine;
afterEach(() => engine?.close());

function open(slots: number): void {
  engine = new LocalEngine({
    slots,
    command: () => ({ command: process.execPath, args: [WORKER, ...words] }),
    log: (id) => sweepPaths(bench.path).output(id),
    grace: 60_000,
  });
}

const submit = (id: string) => engine.submit({ id, file: `shards/${id}.json` }, { cpus: 1, gpus: 0 });

/** Settles when a shard is in a state. */
function reached(id: string, state: ShardState): Promise<void> {
  return new Promise((resolve) => {
    const look = async () => {
      if ((await engine.list()).find((shard) => shard.id === id)?.state !== state) return;
      stop();
      resolve();
    };
    const stop = engine.onChange(look);
    void look();
  });
}

const isBegan = (record: { readonly kind: string }): boolean => record.kind === 'began';

const scenario = {
  subject: { kind: 'scenario', folder: bench.path },
  designs: { 0: resolved(TINY) },
} as const;

test('shards that one process does after another come to what they do alone', async () => {
  bench.shard('alone', { ...scenario, runs: [{}, {}, {}] });
  for (const id of ['first', 'second']) bench.shard(id, { ...scenario, runs: [{}, {}, {}] });
  bench.shard('model', {
    subject: { kind: 'model', model: 'schelling-small', storage: 'columns' },
    runs: [{}],
  });
  open(1);
  for (const id of ['first', 'model', 'second']) {
    await submit(id);
    await reached(id, 'succeeded');
  }
  await bench.work('alone');
  const digests = (id: string) =>
    bench
      .records(id)
      .filter((record): record is Succeeded => record.kind === 'succeeded')
      .map(({ outcome }) => outcome.digest);
  expect(new Set(digests('alone')).size).toBe(3);
  expect(digests('first')).toEqual(digests('alone'));
  expect(digests('second')).toEqual(digests('alone'));
  expect(digests('model')).toHaveLength(1);
  const writers = ['first', 'model', 'second'].map((id) => bench.records(id)[0]!.writer);
  expect(new Set(writers).size).toBe(1);
});

test('a worker that is killed amid a run takes that run with it, and no other', async () => {
  const { runs } = bench.shard('killed', {
    designs: { 0: {}, 1: { act: 'endless' } },
    runs: [{}, { design: 1 }, {}],
  });
  bench.shard('rest', { runs: [{}] });
  open(1);
  await submit('killed');
  const record = await bench.record('killed', (each) => isBegan(each) && each.key === runs[1]!.key);
  process.kill((record as Began).pid, 'SIGKILL');
  await reached('killed', 'failed');
  expect(bench.kinds('killed')).toEqual(['began', 'rows', 'succeeded', 'began']);
  await submit('rest');
  await reached('rest', 'succeeded');
  expect(bench.kinds('rest')).toEqual(['began', 'rows', 'succeeded']);
  expect(bench.records('rest')[0]!.writer).not.toBe(record.writer);
});

test('an engine that is closed has its workers break their runs off', async () => {
  const long = { designs: { 0: { steps: 100_000_000 } }, keep: 'root' } as const;
  for (const id of ['one', 'two']) bench.shard(id, { ...long, runs: [{}, {}] });
  open(2);
  for (const id of ['one', 'two']) await submit(id);
  for (const id of ['one', 'two']) await bench.record(id, isBegan);
  await engine.close();
  for (const id of ['one', 'two']) expect(bench.kinds(id)).toEqual(['began', 'drained']);
  expect((await engine.list()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
});

test('a worker that waits for shards ends when its parent lets it go', async () => {
  const child = fork(WORKER, words, { stdio: 'ignore', serialization: 'advanced' });
  expect(await once(child, 'message')).toEqual([{ ready: true }, undefined]);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([Exit.ok, null]);
});
