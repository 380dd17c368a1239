import { once } from 'node:events';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Succeeded } from '../../../../app/sweep/outbox/index.js';
import { Live, type LiveFrame } from '../../../../app/sweep/worker/live/live.js';
import type { Message } from '../../../../app/tui/protocol.js';
import { Exit } from '../../../../framework/errors.js';
import type { RunOutcome } from '../../../../framework/index.js';
import { LIBRARY } from '../../../../library/index.js';
import { TINY } from '../../starling.js';
import { LATE, talkAbout } from '../live/seen.js';
import { Bench, engineOf, resolved, submitTo } from './support.js';

const outcome = { outcomes: { trees: 3, none: null } } as unknown as RunOutcome;

/** Runs a forest under the key `run` and calls `each` before each of its steps; answers what was sent. */
async function shown(
  each: (step: number, live: Live) => void,
  { isSlow = false }: { readonly isSlow?: boolean } = {},
): Promise<{ frames: LiveFrame[]; digest: string }> {
  const frames: LiveFrame[] = [];
  const live = new Live((frame, sent) => {
    frames.push(frame);
    if (!isSlow) sent();
  });
  const model = LIBRARY.find(({ name }) => name === 'forest-fire')!.create({
    seed: 1,
    parameters: { width: 12, height: 9 },
  });
  const run = live.at('run');
  const facts = { steps: 6, agents: model.size, device: 'no kernels', threads: 1 };
  run.begin({ index: 0, of: 1, scenario: 'forest-fire', arm: undefined, seed: 1 }, model, facts);
  await model.run({
    steps: 6,
    gate: () => {
      each(model.step, live);
      return run.gate();
    },
  });
  run.over('finished', outcome);
  return { frames, digest: model.digest };
}

const typesOf = (frames: readonly LiveFrame[]): string[] =>
  frames.flatMap(({ messages }) => messages.map(({ type }) => type));

const framesIn = (frames: readonly LiveFrame[]) =>
  frames.flatMap(({ messages }) => messages).filter((message) => message.type === 'frame');

describe('a run of a worker', () => {
  test('tells nothing while nobody wants to see it', async () => {
    expect((await shown(() => undefined)).frames).toEqual([]);
    expect((await shown((_, live) => live.want('another'))).frames).toEqual([]);
  });

  test('tells what a run tells its terminal, from when it is wanted, and is the same run', async () => {
    const { frames, digest } = await shown((step, live) => step === 2 && live.want('run'));
    expect(new Set(frames.map(({ key }) => key))).toEqual(new Set(['run']));
    const [begin] = frames[0]!.messages;
    expect(begin).toMatchObject({ type: 'begin', steps: 6, agents: 108, views: expect.any(Array) });
    const [first, ...rest] = framesIn(frames);
    expect(first).toMatchObject({ done: 2, samples: [] });
    expect(first!.maps.some((map) => map !== undefined && map.states.length === 108)).toBe(true);
    expect(rest.flatMap(({ samples }) => samples.map(({ step }) => step))).toEqual([2, 3, 4, 5]);
    expect(frames.at(-1)!.messages).toEqual([
      expect.objectContaining({
        type: 'ended',
        state: 'finished',
        steps: 6,
        outcomes: [
          ['trees', 3],
          ['none', null],
        ],
      }),
    ]);
    expect(digest).toBe((await shown(() => undefined)).digest);
  });

  test('tells no more once nobody wants to see it, and begins anew for who does again', async () => {
    const { frames } = await shown((step, live) => {
      if (step === 1 || step === 4) live.want('run');
      if (step === 2) live.want(null);
    });
    const types = typesOf(frames);
    expect(types.filter((type) => type === 'begin')).toHaveLength(2);
    const steps = framesIn(frames).flatMap(({ samples }) => samples.map(({ step }) => step));
    expect(steps).toEqual(expect.arrayContaining([4, 5]));
    expect(steps).not.toContain(2);
    expect(steps).not.toContain(3);
  });

  test('sends no frame while the last is on its way, but for the end', async () => {
    const { frames } = await shown((step, live) => step === 0 && live.want('run'), { isSlow: true });
    expect(typesOf(frames)).toEqual(['begin', 'frame', 'frame', 'ended']);
    expect(framesIn(frames).map(({ done }) => done)).toEqual([0, 6]);
  });

  test('goes on where its views cannot be read', () => {
    const sent: Message[] = [];
    const live = new Live(({ messages }) => sent.push(...messages));
    const model = LIBRARY[0]!.create({ seed: 1 });
    Object.defineProperty(model, 'views', {
      get: () => {
        throw new TypeError('no paint');
      },
    });
    live.want('run');
    const run = live.at('run');
    const facts = { steps: 6, agents: 1, device: 'no kernels', threads: 1 };
    run.begin({ index: 0, of: 1, scenario: 'dark', arm: undefined, seed: 1 }, model, facts);
    run.gate();
    expect(sent).toEqual([
      expect.objectContaining({ type: 'log', text: "it can't be shown: TypeError: no paint" }),
    ]);
  });
});

describe('a worker that serves', () => {
  const bench = new Bench();
  afterAll(() => bench.remove());

  test('shows the run that it is asked for, over IPC', async () => {
    const { runs } = bench.shard('live', {
      subject: { kind: 'scenario', folder: bench.path },
      designs: { 0: resolved(TINY) },
      runs: [{ seed: 5 }, { seed: 6 }, { seed: 5 }],
    });
    bench.shard('first', { runs: [{}] });
    const engine = engineOf(bench, 1);
    try {
      const frames: LiveFrame[] = [];
      engine.onMessage((message, shard) => {
        expect(shard).toBe('live');
        frames.push((message as { readonly frame: LiveFrame }).frame);
      });
      await submitTo(engine, 'first');
      // Told before the shard is: it waits for its run.
      await submitTo(engine, 'live', () => engine.tell('live', { watch: runs[1]!.key }));
      expect(new Set(frames.map(({ key }) => key))).toEqual(new Set([runs[1]!.key]));
      expect(typesOf(frames).filter((type) => type !== 'frame')).toEqual(['begin', 'ended']);
      const [begin] = frames[0]!.messages;
      expect(begin).toMatchObject({ run: { scenario: 'tiny', seed: 6, arm: 'decentralised' }, agents: 6 });
      // The map of the network, and rows of a ledger that is in memory.
      const all = framesIn(frames);
      expect(all.some(({ maps }) => maps.some((map) => map?.states instanceof Uint8Array))).toBe(true);
      expect(all.some(({ feeds }) => feeds.some((rows) => rows.length > 0))).toBe(true);
      const [one, , other] = bench
        .records('live')
        .filter((record): record is Succeeded => record.kind === 'succeeded');
      expect(one!.outcome.digest).toBe(other!.outcome.digest);
    } finally {
      await engine.close();
    }
  });
});

describe('a worker that does one shard', () => {
  const bench = new Bench();
  afterAll(() => bench.remove());

  test("shows the run that it is asked for, by way of the sweep's folder", async () => {
    const { runs } = bench.shard('live', {
      subject: { kind: 'model', model: 'forest-fire', storage: 'columns' },
      designs: { 0: { steps: 3, width: 12, height: 9 }, 1: { steps: 1_000_000_000, width: 12, height: 9 } },
      keep: 'root',
      runs: [{}, { design: 1 }],
    });
    const { talk, seen, from } = talkAbout(bench.path);
    const child = bench.start('live');
    const ended = once(child, 'close');
    try {
      const { key } = runs[1]!;
      // Told while another run may be at work.
      talk.tell('live', { watch: key });
      await seen.goesOn();
      expect(new Set(from)).toEqual(new Set([`live ${key}`]));
      expect(seen.messages[0]).toMatchObject({ type: 'begin', agents: 108 });
      talk.tell('live', { inspect: 7 });
      await vi.waitFor(() => expect(seen.all('agent').at(-1)).toMatchObject({ agent: 7 }), LATE);
      child.kill('SIGTERM');
      expect(await ended).toEqual([Exit.sigterm, null]);
      expect(bench.kinds('live').at(-1)).toBe('drained');
    } finally {
      child.kill('SIGKILL');
      talk.close();
    }
  });
});
