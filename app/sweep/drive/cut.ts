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

/** Where a shard that is to be cut goes. */
export interface CutFor {
  /** Shards that run at once, at least 1. */
  readonly slots: number;
  /** Those of them that were cut just before it, for slots that were free with its own: they took their part of what waited. */
  readonly before: number;
}

/**
 * How many of the runs that wait, from the first, go into the next shard: as many as fill it, at least one. While no time is
 * known it is one where a start costs nothing, else the slot's part of all: a shard of one run would mean another start. Towards
 * the end shards become shorter, so that all slots end together.
 *
 * @param waiting their designs, in order
 */
export function cut(
  waiting: readonly number[],
  { slots, before }: CutFor,
  pace: Pace,
  { least, most }: ShardSize,
): number {
  const takers = Math.max(1, slots - before);
  if (!pace.isKnown)
    return least === 0 ? 1 : Math.max(1, Math.min(MOST_RUNS, Math.ceil(waiting.length / takers)));
  let all = 0;
  for (const design of waiting) all += pace.expected(design)!;
  const worth = Math.min(least, Math.max(least / 2, all / takers));
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
