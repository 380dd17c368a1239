import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Began, Succeeded } from '../../../../app/sweep/outbox/index.js';
import { Exit } from '../../../../framework/errors.js';
import type { LocalEngine } from '../../../../framework/index.js';
import { TINY } from '../../starling.js';
import { Bench, engineOf, reached, resolved, submitTo, WORKER } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());

let engine: LocalEngine;
afterEach(() => engine?.close());

const submit = (id: string) => engine.submit({ id, file: `shards/${id}.json` }, { cpus: 1, gpus: 0 });

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
  engine = engineOf(bench, 1);
  for (const id of ['first', 'model', 'second']) {
    await submitTo(engine, id);
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
  engine = engineOf(bench, 1);
  await submit('killed');
  const record = await bench.record('killed', (each) => isBegan(each) && each.key === runs[1]!.key);
  process.kill((record as Began).pid, 'SIGKILL');
  await reached(engine, 'killed', 'failed');
  expect(bench.kinds('killed')).toEqual(['began', 'rows', 'succeeded', 'began']);
  await submitTo(engine, 'rest');
  expect(bench.kinds('rest')).toEqual(['began', 'rows', 'succeeded']);
  expect(bench.records('rest')[0]!.writer).not.toBe(record.writer);
});

test('an engine that is closed has its workers break their runs off', async () => {
  const long = { designs: { 0: { steps: 100_000_000 } }, keep: 'root' } as const;
  for (const id of ['one', 'two']) bench.shard(id, { ...long, runs: [{}, {}] });
  engine = engineOf(bench, 2);
  for (const id of ['one', 'two']) await submit(id);
  for (const id of ['one', 'two']) await bench.record(id, isBegan);
  await engine.close();
  for (const id of ['one', 'two']) expect(bench.kinds(id)).toEqual(['began', 'drained']);
  expect((await engine.list()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
});

test('a worker that waits for shards ends when its parent lets it go', async () => {
  const child = fork(WORKER, ['--folder', bench.path, '--serve'], {
    stdio: 'ignore',
    serialization: 'advanced',
  });
  expect(await once(child, 'message')).toEqual([{ ready: true }, undefined]);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([Exit.ok, null]);
});

test('a worker ends when its parent is killed, even amid a step', async () => {
  bench.shard('orphan', { designs: { 0: { act: 'announced' } }, runs: [{}] });
  const parent = `
    const child = require('node:child_process').fork(${JSON.stringify(WORKER)}, process.argv.slice(1), {
      serialization: 'advanced',
    });
    child.on('message', () => child.send({ shard: 'orphan' }));`;
  const words = ['-e', parent, '--', '--folder', bench.path, '--serve'];
  // Both hold the pipe, which is closed once neither lives.
  const killed = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(killed, 'close');
  const [text] = await once(killed.stdout.setEncoding('utf8'), 'data');
  expect(text).toBe('at work\n');
  killed.stdout.resume();
  killed.kill('SIGKILL');
  expect(await closed).toEqual([null, 'SIGKILL']);
  expect(bench.kinds('orphan')).toEqual(['began']);
});
