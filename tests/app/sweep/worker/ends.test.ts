import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../../../app/run/code.js';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { Exit } from '../../../../framework/errors.js';
import { Bench, keyOf, ODD, WORKER } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());

const designs = {
  0: {},
  1: { act: 'throw' },
  2: { act: 'stray' },
  3: { act: 'endless' },
  4: { act: 'grow' },
};

describe('a run that fails', () => {
  test('is told with its stack, and the next begins', async () => {
    bench.shard('throws', { designs, runs: [{ design: 1 }, { design: 0 }] });
    expect(await bench.work('throws')).toEqual({ code: 0, signal: null, err: '' });
    const [, failed, , , succeeded] = bench.records('throws');
    expect(bench.kinds('throws')).toEqual(['began', 'failed', 'began', 'rows', 'succeeded']);
    expect(failed).toMatchObject({
      key: keyOf('throws 0'),
      attempt: 1,
      failure: { reason: 'error', message: 'TypeError: no coins' },
    });
    expect(failed).toHaveProperty('failure.trace', expect.stringContaining('odd.mjs'));
    expect(succeeded).toMatchObject({ outcome: { steps: 3, outcomes: { done: 2, half: null } } });
  });

  test('for what none of its shard can have fails each', async () => {
    const subject = { kind: 'model', model: 'no-such-model', storage: 'objects' } as const;
    bench.shard('nothing', { subject, runs: [{}, {}] });
    expect((await bench.work('nothing')).code).toBe(0);
    expect(bench.kinds('nothing')).toEqual(['began', 'failed', 'began', 'failed']);
    expect(bench.records('nothing')[3]).toMatchObject({
      failure: { message: expect.stringContaining('no model of this name') },
    });
  });

  test('because its module is another than its keys were made of fails each', async () => {
    bench.shard('changed', { code: '0'.repeat(64), runs: [{}, {}] });
    expect((await bench.work('changed')).code).toBe(0);
    expect(bench.kinds('changed')).toEqual(['began', 'failed', 'began', 'failed']);
    expect(bench.records('changed')[3]).toMatchObject({
      failure: { message: expect.stringContaining('was changed while the sweep was driven') },
    });
    bench.shard('same', { code: codeOf(ODD), runs: [{}] });
    await bench.work('same');
    expect(bench.kinds('same')).toEqual(['began', 'rows', 'succeeded']);
  });

  test('outside of its steps ends its process, with the stack where its outputs go', async () => {
    bench.shard('stray', { designs, runs: [{ design: 2 }, {}] });
    const { code, err } = await bench.work('stray');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('TypeError: nobody awaits it');
    expect(bench.kinds('stray')).toEqual(['began']);
  });
});

describe('a shard that is none of this program', () => {
  test('since another version drives the sweep, is refused before anything is begun', async () => {
    bench.shard('older', { version: '0.0.0', runs: [{}] });
    const { code, err } = await bench.work('older');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('the sweep is driven by 0.0.0');
    expect(existsSync(sweepPaths(bench.path).outbox('older'))).toBe(false);
  });

  test('since it was withdrawn while it waited, is done without anything', async () => {
    writeFileSync(sweepPaths(bench.path).shard('withdrawn'), '');
    expect(await bench.work('withdrawn')).toEqual({ code: 0, signal: null, err: '' });
    expect(existsSync(sweepPaths(bench.path).outbox('withdrawn'))).toBe(false);
  });
});

describe('a run beyond its limits', () => {
  test('of time is told as failed, and its process killed, however long its step is', async () => {
    bench.shard('late', { designs, runs: [{ design: 3 }, {}], limits: { seconds: 0.5, memory: undefined } });
    expect(await bench.work('late')).toMatchObject({ code: null, signal: 'SIGKILL' });
    const [began, failed, ...rest] = bench.records('late');
    expect([began!.kind, rest]).toEqual(['began', []]);
    expect(failed).toMatchObject({ kind: 'failed', key: keyOf('late 0'), failure: { reason: 'time' } });
    expect(failed).toHaveProperty(
      'failure.message',
      expect.stringMatching(/^it took \d+\.\d s, and may take 0\.5 s$/),
    );
  });

  test('of memory, too', async () => {
    const memory = 512 * (1 << 20);
    bench.shard('large', { designs, runs: [{}, { design: 4 }], limits: { seconds: undefined, memory } });
    expect(await bench.work('large')).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(bench.kinds('large')).toEqual(['began', 'rows', 'succeeded', 'began', 'failed']);
    expect(bench.records('large')[4]).toMatchObject({
      key: keyOf('large 1'),
      failure: {
        reason: 'memory',
        message: expect.stringMatching(/^its process held \d+\.\d MiB, and may hold 512\.0 MiB$/),
      },
    });
  });
});

describe('a worker', () => {
  test('that is asked to end breaks its run off after a step, and begins no other', async () => {
    bench.shard('drain', { designs: { 0: { steps: 100_000_000 } }, runs: [{}, {}], keep: 'root' });
    const child = bench.start('drain');
    const closed = once(child, 'close');
    await bench.record('drain', ({ kind }) => kind === 'began');
    child.kill('SIGTERM');
    expect(await closed).toEqual([Exit.sigterm, null]);
    expect(bench.kinds('drain')).toEqual(['began', 'drained']);
  });

  test('ends when its parent is gone, even amid a step', async () => {
    bench.shard('orphan', { designs, runs: [{ design: 3 }] });
    const words = [process.execPath, WORKER, '--folder', bench.path, '--shard', 'orphan'];
    // The shell waits for it; both hold the pipe, which is closed once neither lives.
    const shell = spawn('/bin/sh', ['-c', '"$@"; exit', 'sh', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(shell, 'close');
    await bench.record('orphan', ({ kind }) => kind === 'began');
    shell.stdout.resume();
    shell.stderr.resume();
    shell.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
    expect(bench.kinds('orphan')).toEqual(['began']);
  });

  test('does what an earlier process of its shard left, and that only', async () => {
    const { runs } = bench.shard('again', { runs: [{}, {}, {}] });
    const [first, second] = runs;
    const at = new Date(0).toISOString();
    const path = sweepPaths(bench.path).outbox('again');
    const said = (kind: string, { key }: { readonly key: string }, more = {}) =>
      appendFileSync(path, `${JSON.stringify({ kind, key, attempt: 1, at, ...more })}\n`);
    said('began', first!);
    said('failed', first!, { seconds: 0, failure: { reason: 'error', message: '', trace: '' } });
    said('began', second!);
    const before = bench.records('again').length;
    expect((await bench.work('again')).code).toBe(0);
    expect(bench.kinds('again').slice(before)).toEqual([
      ...['began', 'rows', 'succeeded'],
      ...['began', 'rows', 'succeeded'],
    ]);
  });

  test.each([[['--serve']], [['--folder', 'x']], [['--folder', 'x', '--serve', '--shard', 'y']]])(
    'says what it is to be told: %j',
    async (words) => {
      const child = spawn(process.execPath, [WORKER, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text;
      });
      expect(await once(child, 'close')).toEqual([Exit.usage, null]);
      expect(err).toContain('--folder DIR --shard ID, or --serve');
    },
  );
});

describe('a shard whose time is up', () => {
  test('begins no other run, and has done one in any case', async () => {
    bench.shard('short', { seconds: 0, runs: [{}, {}, {}] });
    expect(await bench.work('short')).toMatchObject({ code: 0 });
    expect(bench.kinds('short')).toEqual(['began', 'rows', 'succeeded']);
    // Another process of it goes on.
    await bench.work('short');
    expect(bench.kinds('short')).toEqual(['began', 'rows', 'succeeded', 'began', 'rows', 'succeeded']);
  });

  test('does all where that is enough', async () => {
    bench.shard('long', { seconds: 3600, runs: [{}, {}] });
    await bench.work('long');
    expect(bench.kinds('long').filter((kind) => kind === 'succeeded')).toHaveLength(2);
  });
});
