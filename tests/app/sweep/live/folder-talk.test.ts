import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { letterOf, packedFrame } from '../../../../app/sweep/live/letter.js';
import { FolderLive } from '../../../../app/sweep/worker/live/folder-live.js';
import type { Message } from '../../../../app/tui/protocol.js';
import { SweepFolder } from '../sweep.js';
import { burning, LATE, mailboxesOf, talkAbout } from './seen.js';

let folder: SweepFolder;
const closing: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  folder = new SweepFolder();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  folder.remove();
});

const log = (text: string): Message => ({ type: 'log', time: 0, level: 'info', text });
const letter = (key: string, ...texts: string[]) =>
  letterOf(texts.map((text) => packedFrame({ key, messages: [log(text)] })));
const texts = (messages: readonly Message[]) =>
  messages.flatMap((message) => (message.type === 'log' ? [message.text] : []));

function driver() {
  const side = talkAbout(folder.path);
  closing.push(() => side.talk.close());
  return { ...side, mailboxes: mailboxesOf(folder.path, 's1') };
}

function worker() {
  const side = new FolderLive(folder.path, 's1');
  const run = burning(side.live.at('run'));
  closing.push(
    () => side.close(),
    () => run.stop(),
  );
  return { side, ...run };
}

/** Settles when a model has done many more steps. */
async function goesOn(model: { readonly step: number }): Promise<void> {
  const at = model.step;
  await vi.waitFor(() => expect(model.step).toBeGreaterThan(at + 3000), LATE);
}

const leftIn = (): readonly string[] => {
  const { live } = sweepPaths(folder.path);
  return existsSync(live) ? readdirSync(live) : [];
};

describe('who drives a sweep', () => {
  test('says in the folder what somebody wishes to see, and nothing while nobody does', () => {
    const { talk, mailboxes } = driver();
    expect(leftIn()).toEqual([]);
    talk.tell('s1', { watch: 'run' });
    const first = mailboxes.wish()!;
    expect(first).toMatchObject({ watch: 'run', inspect: null });
    talk.tell('s1', { inspect: 7 });
    expect(mailboxes.wish()).toEqual({ ...first, inspect: 7 });
    talk.tell('s1', { watch: 'run' });
    expect(mailboxes.wish()).toMatchObject({ watch: 'run', inspect: null });
    expect(mailboxes.wish()!.asking).not.toBe(first.asking);
    talk.tell('s1', { watch: null });
    talk.tell('s1', { inspect: 7 });
    expect(leftIn()).toEqual([]);
  });

  test('takes out what is shown, and tells it in its order', async () => {
    const { talk, seen, from, mailboxes } = driver();
    talk.tell('s1', { watch: 'run' });
    mailboxes.shown.put(letter('run', 'one', 'two'));
    await vi.waitFor(() => expect(texts(seen.messages)).toEqual(['one', 'two']), LATE);
    expect(mailboxes.shown.isFree).toBe(true);
    mailboxes.shown.put('no letter at all');
    await vi.waitFor(() => expect(mailboxes.shown.isFree).toBe(true), LATE);
    mailboxes.shown.put(letter('run', 'three'));
    await vi.waitFor(() => expect(texts(seen.messages)).toEqual(['one', 'two', 'three']), LATE);
    expect(new Set(from)).toEqual(new Set(['s1 run']));
  });

  test('removes what an earlier one left, what is not taken when who looks leaves, and all at its end', () => {
    const left = mailboxesOf(folder.path, 's0');
    left.make();
    left.shown.put(letter('run', 'of an earlier driver'));
    const { talk, mailboxes } = driver();
    expect(leftIn()).toEqual([]);
    talk.tell('s1', { watch: 'run' });
    mailboxes.shown.put(letter('run', 'too late'));
    talk.tell('s1', { watch: null });
    expect(leftIn()).toEqual([]);
    talk.tell('s2', { watch: 'run' });
    talk.close();
    talk.tell('s2', { watch: 'run' });
    expect(existsSync(sweepPaths(folder.path).live)).toBe(false);
  });

  test('says where it can not be asked for, and bears what else can not be written', () => {
    const { talk } = driver();
    talk.tell('s1', { watch: 'run' });
    rmSync(sweepPaths(folder.path).live, { recursive: true });
    writeFileSync(sweepPaths(folder.path).live, '');
    talk.tell('s1', { inspect: 3 });
    expect(() => talk.tell('s2', { watch: 'run' })).toThrow(
      expect.objectContaining({ place: sweepPaths(folder.path).asked('s2') }),
    );
    talk.tell('s1', { watch: null });
  });
});

describe("a shard's process", () => {
  test('shows its run to who drives, from when that asks, and an agent of it; then nothing is left', async () => {
    worker();
    const { talk, seen, from } = driver();
    talk.tell('s1', { watch: 'run' });
    await seen.goesOn();
    expect(new Set(from)).toEqual(new Set(['s1 run']));
    expect(seen.messages[0]).toMatchObject({ type: 'begin', agents: 108, run: { scenario: 'forest-fire' } });
    // In the order of the run, and each step once.
    const steps = seen.all('frame').flatMap(({ samples }) => samples.map(({ step }) => step));
    expect(steps).toEqual(steps.map((_, i) => steps[0]! + i));
    expect(seen.all('frame')[0]!.maps[0]).toMatchObject({ states: expect.any(Uint8Array) });
    talk.tell('s1', { inspect: 7 });
    await vi.waitFor(() => expect(seen.all('agent').at(-1)).toMatchObject({ agent: 7 }), LATE);
    talk.tell('s1', { watch: 'run' });
    await vi.waitFor(() => expect(seen.all('begin')).toHaveLength(2), LATE);
    talk.tell('s1', { watch: null });
    await vi.waitFor(() => expect(leftIn()).toEqual([]), LATE);
  });

  test('writes nothing while nobody looks, nor for another run', async () => {
    const { model } = worker();
    const mailboxes = mailboxesOf(folder.path, 's1');
    await goesOn(model);
    expect(leftIn()).toEqual([]);
    const { talk } = driver();
    talk.tell('s1', { watch: 'another' });
    await goesOn(model);
    expect(mailboxes.frames()).toEqual([]);
  });

  test('writes no more while nobody takes it, and goes on when somebody does', async () => {
    const { model } = worker();
    const { asked, shown, frames, make } = mailboxesOf(folder.path, 's1');
    make();
    // A driver that is killed at once.
    asked.put(JSON.stringify({ asking: 'a', watch: 'run', inspect: null }));
    await vi.waitFor(() => expect(frames()).not.toEqual([]), LATE);
    const first = shown.look();
    await goesOn(model);
    expect(shown.look()).toEqual(first);
    shown.clear();
    await vi.waitFor(
      () =>
        expect(frames().flatMap(({ messages }) => messages)).toContainEqual(
          expect.objectContaining({ type: 'frame' }),
        ),
      LATE,
    );
    asked.clear();
    await vi.waitFor(() => expect(leftIn()).toEqual([]), LATE);
  });

  test('goes on where nothing can be written, and is seen when that is over', async () => {
    const { model } = worker();
    const { talk, seen, mailboxes } = driver();
    // What is put there is written under this name first.
    const beside = `${sweepPaths(folder.path).shown('s1')}.part`;
    mkdirSync(beside, { recursive: true });
    talk.tell('s1', { watch: 'run' });
    await goesOn(model);
    expect(mailboxes.frames()).toEqual([]);
    rmSync(beside, { recursive: true });
    await seen.goesOn();
    expect(seen.messages[0]).toMatchObject({ type: 'begin' });
  });

  test('says once that a frame is too large, and goes on', async () => {
    const { model } = worker();
    const { talk, seen } = driver();
    const { views } = model;
    const large = new Uint8Array(5 << 20);
    const grid = {
      kind: 'grid',
      title: 'Large',
      legend: [],
      width: 5 << 10,
      height: 1 << 10,
      cells: () => large,
    };
    Object.defineProperty(model, 'views', { get: () => ({ ...views, views: [grid] }) });
    talk.tell('s1', { watch: 'run' });
    await vi.waitFor(() => expect(texts(seen.messages)).toHaveLength(1), LATE);
    expect(texts(seen.messages)[0]).toMatch(/^it can't be shown: a frame of \d+ bytes, of at most \d+$/);
    await goesOn(model);
    expect(texts(seen.messages)).toHaveLength(1);
  });
});
