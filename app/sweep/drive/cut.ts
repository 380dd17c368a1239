import type { Pace } from './pace.js';

/** How long the work of a shard may be, in wall seconds. */
export interface ShardSize {
  /** Less is not worth the start of a shard, but half of it is at the end, when slots would idle. 0 where a start costs nothing. */
  readonly least: number;
  /** More would hold a slot too long. */
  readonly most: number;
}

/** Most runs of a shard, however short they are: its file stays small, and so does what a lost one holds up. */
export const MOST_RUNS = 2000;

/** Runs that are not begun, by their designs. */
export interface Unbegun {
  /** Those that no shard has, in order. */
  readonly waiting: readonly number[];
  /** Those that shards have. */
  readonly held: readonly number[];
}

/**
 * How many of the runs that wait, from the first, go into the next shard: as many as fill it, at least one. While no time is
 * known it is one where a start costs nothing, else the slot's part of all: a shard of one run would mean another start. Towards
 * the end shards become shorter, so that all slots end together.
 *
 * @param slots shards that run at once, at least 1
 */
export function cut(
  { waiting, held }: Unbegun,
  slots: number,
  pace: Pace,
  { least, most }: ShardSize,
): number {
  if (!pace.isKnown) {
    const part = least === 0 ? 1 : Math.ceil((waiting.length + held.length) / slots);
    return Math.min(part, waiting.length, MOST_RUNS);
  }
  let all = 0;
  for (const design of [...waiting, ...held]) all += pace.expected(design)!;
  const worth = Math.min(least, Math.max(least / 2, all / slots));
  const target = Math.min(most, Math.max(worth, all / (2 * slots)));
  let count = 0;
  let seconds = 0;
  for (const design of waiting) {
    const expected = pace.expected(design)!;
    if (count > 0 && (seconds + expected > target || count === MOST_RUNS)) break;
    seconds += expected;
    count++;
  }
  return count;
}
