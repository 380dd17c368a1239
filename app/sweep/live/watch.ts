import { setTimeout } from 'node:timers/promises';
import type { RunReader } from '../../../framework/experiment/store/index.js';
import { SweepTerminal } from '../../tui/host/sweep-terminal.js';
import { type ScreenSize, screenFor } from '../../tui/index.js';
import { SweepLines } from '../drive/lines.js';
import { isDraining, openFeed } from './around.js';
import { DriverLink } from './link.js';
import { NO_VIEW } from './screen.js';
import type { Around } from './table-feed.js';

export interface WatchSweepOptions {
  readonly folder: string;
  /** Lines, also on a terminal. */
  readonly plain: boolean;
  readonly record: string | undefined;
  readonly recordSize: ScreenSize | undefined;
  /** Aborted: the person leaves. */
  readonly signal: AbortSignal;
  /** Writes a line for people. */
  readonly say: (line: string) => void;
}

/** Milliseconds between two looks, where lines are written. */
const LOOK = 1000;

/**
 * Looks on at a sweep, whoever drives it, without changing anything: until the person leaves, or, where there is no
 * terminal, until nobody is at it any more.
 *
 * @throws StarlingError where there is no sweep
 */
export async function watchSweep(options: WatchSweepOptions): Promise<void> {
  const { folder, signal, say } = options;
  const { feed, table } = openFeed(folder, { drives: false }, (read) => around(folder, link, read));
  const link = await DriverLink.open(folder);
  try {
    const screen = screenFor(options);
    if (screen === undefined) {
      await lines(folder, table, link, options);
      return;
    }
    const leave = new AbortController();
    const gone = AbortSignal.any([signal, leave.signal]);
    const terminal = new SweepTerminal({
      title: feed.shape.name,
      record: options.record,
      ...screen,
      feed,
      live: {
        watch(cell, heard, over) {
          const { client } = link;
          if (client !== undefined) return client.watch(feed.keyOf(cell), heard, over);
          over('who drives the sweep can not be reached from here');
          return NO_VIEW;
        },
      },
      leave: () => leave.abort(),
      lost: () => leave.abort(),
    });
    if (screen.headless === undefined) await aborted(gone);
    else while (link.isDriven && !gone.aborted) await pause(gone);
    await terminal.close();
    say(standing(folder, table, link));
  } finally {
    link.close();
    table.close();
  }
}

/** Progress as lines, until nobody is at it. */
async function lines(
  folder: string,
  table: RunReader,
  link: DriverLink,
  { signal, say }: WatchSweepOptions,
): Promise<void> {
  const progress = new SweepLines(say);
  while (link.isDriven && !signal.aborted) {
    progress.counted(table.counts());
    await pause(signal);
  }
  say(standing(folder, table, link));
}

/** Where the sweep stands, in one line. */
function standing(folder: string, table: RunReader, { isDriven }: DriverLink): string {
  const counts = Object.entries(table.counts());
  const told = counts.filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
  const open = counts.some(([state, count]) => (state === 'pending' || state === 'running') && count > 0);
  const next = isDriven
    ? `it goes on; look again: starling sweep watch ${folder}`
    : open
      ? `nobody is at it; go on: starling sweep resume ${folder}`
      : 'finished';
  return `${table.name}: ${told.join(', ')}; ${next}`;
}

function around(folder: string, link: DriverLink, table: RunReader): Around {
  const { client, isDriven } = link;
  return {
    at: !isDriven ? 'nothing' : isDraining(folder) ? 'its end' : 'work',
    engine: client?.hello.engine,
    slots: client?.hello.slots,
    elapsed: link.elapsed ?? spanOf(table, isDriven),
  };
}

/** By table: its version, and the seconds from the first begin of a run to the last end (or to now). */
const SPANS = new WeakMap<RunReader, readonly [version: number, first: number, last: number]>();

function spanOf(table: RunReader, isDriven: boolean): number {
  const { version } = table;
  let known = SPANS.get(table);
  if (known?.[0] !== version) {
    const { first, last } = table.one<{ first: string | null; last: string | null }>(
      'SELECT min(started) AS first, max(ended) AS last FROM run',
    )!;
    const start = first === null ? 0 : Date.parse(first);
    known = [version, start, last === null ? start : Date.parse(last)];
    SPANS.set(table, known);
  }
  const [, first, last] = known;
  if (first === 0) return 0;
  return Math.max(0, (isDriven ? Date.now() : last) - first) / 1000;
}

const pause = (signal: AbortSignal): Promise<unknown> =>
  setTimeout(LOOK, undefined, { signal }).catch(() => undefined);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
