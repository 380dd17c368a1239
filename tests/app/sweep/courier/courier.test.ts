import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Collector, type Desk, deskOf } from '../../../../app/sweep/collect/index.js';
import type { Counter } from '../../../../app/sweep/courier/counter.js';
import { carry } from '../../../../app/sweep/courier/courier.js';
import { Showing } from '../../../../app/sweep/courier/showing.js';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { Exit } from '../../../../framework/errors.js';
import { Folder, inRepository, starlingEnv } from '../../starling.js';
import { LATE, mailboxesOf, talkAbout } from '../live/seen.js';
import { Bench } from '../worker/support.js';

const folder = new Folder();
const paths = sweepPaths(folder.path);
for (const name of ['shards', 'outbox']) mkdirSync(join(folder.path, name));

let collector: Collector;
let desk: Desk;
beforeAll(async () => {
  collector = await Collector.open({ folder: folder.path, listen: '127.0.0.1:0' });
  desk = deskOf(collector.variables)!;
});
afterAll(async () => {
  await collector.close();
  folder.remove();
});

describe('a shard is not begun', () => {
  test('that nobody waits for, or that was stopped as it waited', async () => {
    expect(await carry('s1', desk, 0)).toBe(Exit.ok);
    writeFileSync(paths.shard('s2'), '');
    expect(await carry('s2', desk, 0)).toBe(Exit.ok);
    expect(existsSync(paths.outbox('s2'))).toBe(false);
  });

  test('that another process has begun', async () => {
    writeFileSync(paths.shard('s3'), '{}');
    writeFileSync(paths.outbox('s3'), 'a line of another\n');
    await expect(carry('s3', desk, 0)).rejects.toThrow('another process has begun the shard already');
    expect(readFileSync(paths.outbox('s3'), 'utf8')).toBe('a line of another\n');
  });

  test('without the token of its sweep', async () => {
    writeFileSync(paths.shard('s4'), '{}');
    const wrong = carry('s4', { ...desk, token: 'of another sweep' }, 0);
    await expect(wrong).rejects.toThrow('does not take the token of this shard');
  });

  test('where the driver is not to be found in time', async () => {
    await expect(carry('s4', { ...desk, url: 'http://127.0.0.1:1' }, 0)).rejects.toThrow(
      "the driver of the sweep can't be reached",
    );
  });
});

describe('a shard at work', () => {
  const bench = new Bench();
  afterAll(() => bench.remove());

  test('is shown to who looks on at its driver, and runs on alone', async () => {
    const there = await Collector.open({ folder: bench.path, listen: '127.0.0.1:0' });
    const { talk, seen } = talkAbout(bench.path);
    const { runs } = bench.shard('s1', {
      subject: { kind: 'model', model: 'forest-fire', storage: 'columns' },
      designs: { 0: { steps: 1_000_000_000, width: 12, height: 9 } },
      keep: 'root',
      runs: [{}],
    });
    const { shown } = mailboxesOf(bench.path, 's1');
    const carried = expect(carry('s1', deskOf(there.variables)!, 0)).rejects.toThrow(
      'nobody waits for the shard',
    );
    await bench.record('s1', ({ kind }) => kind === 'began');
    talk.tell('s1', { watch: runs[0]!.key });
    await seen.goesOn();
    expect(seen.messages[0]).toMatchObject({ type: 'begin', agents: 108 });
    talk.tell('s1', { inspect: 7 });
    await vi.waitFor(() => expect(seen.all('agent').at(-1)).toMatchObject({ agent: 7 }), LATE);
    // Steps come in their order, each once, however often a piece was brought.
    const steps = seen.all('frame').flatMap(({ samples }) => samples.map(({ step }) => step));
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    talk.tell('s1', { watch: null });
    const told = seen.messages.length;
    talk.tell('s1', { watch: runs[0]!.key });
    await vi.waitFor(
      () => expect(seen.messages.slice(told).map(({ type }) => type)).toContain('begin'),
      LATE,
    );
    talk.close();
    expect(shown.isFree).toBe(true);
    rmSync(sweepPaths(bench.path).shard('s1'));
    await carried;
    await there.close();
  });
});

describe('what passes between a driver and a shard that is looked at', () => {
  const own = new Folder();
  afterAll(() => own.remove());
  const wish = { asking: 'a', watch: 'run', inspect: null };

  /** A driver that takes what it is shown when it is told to. */
  function counter() {
    const asked: { readonly text: string; readonly answer: (isTaken: boolean) => void }[] = [];
    const show = (body: Uint8Array) =>
      new Promise<boolean>((answer) => asked.push({ text: Buffer.from(body).toString(), answer }));
    return { asked, counter: { show } as unknown as Counter };
  }

  test('is one thing at a time, brought again until it is taken, unless somebody asks anew', async () => {
    const { asked, counter: driver } = counter();
    const { shown, wish: heard, make } = mailboxesOf(own.path, 's1');
    make();
    const showing = new Showing(own.path, 's1', driver);
    shown.put('for nobody');
    showing.bring();
    expect([asked.length, showing.isWatched, heard()]).toEqual([0, false, undefined]);
    shown.clear();

    showing.hear(wish);
    expect([showing.isWatched, heard()]).toEqual([true, wish]);
    showing.bring();
    shown.put('one');
    showing.bring();
    // Its place is free for the next.
    shown.put('two');
    showing.bring();
    expect(asked.map(({ text }) => text)).toEqual(['one']);
    const answered = async (isTaken: boolean) => {
      asked.at(-1)!.answer(isTaken);
      await setImmediate();
      showing.bring();
    };
    await answered(false);
    await answered(true);
    expect(asked.map(({ text }) => text)).toEqual(['one', 'one', 'two']);

    const anew = { ...wish, asking: 'b', inspect: 3 };
    showing.hear(anew);
    expect(heard()).toEqual(anew);
    shown.put('three');
    await answered(false);
    expect(asked.map(({ text }) => text)).toEqual(['one', 'one', 'two', 'three']);
    showing.hear(undefined);
    expect([showing.isWatched, heard()]).toEqual([false, undefined]);
  });
});

test.each([
  [[], 'a courier is told its shard and its patience'],
  [['--shard', 's1', '--patience=-1'], 'a courier is told its shard and its patience'],
  [['--shard', 's1', '--patience', '1'], 'no variable of this process says where its driver is'],
])('its program says what it is not told: %j', async (words, said) => {
  const main = inRepository('dist/app/sweep/courier/main.js');
  const started = promisify(execFile)(process.execPath, [main, ...words], { env: starlingEnv() });
  await expect(started).rejects.toMatchObject({ code: Exit.usage, stderr: expect.stringContaining(said) });
});
