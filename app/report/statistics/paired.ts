import { type ByReplication, type Estimate, meanInterval } from './interval.js';
import type { Resampling } from './resampling.js';

/** Differences between runs of equal seeds. */
export interface PairedDifference extends Estimate {
  /** Pairs of runs that both have the figure. */
  readonly pairs: number;
}

/**
 * The mean difference `other − baseline` over pairs of designs that differ in one thing, with its interval. Runs are paired by
 * their seed; what several pairs of designs give on one seed is averaged first, and the seeds are resampled: their runs
 * share what chance gave them, so they are no more than one observation.
 *
 * @param pairs of each pair of designs the figure by replication
 * @returns undefined where no pair has the figure on both sides
 */
export function pairedDifference(
  pairs: readonly { readonly baseline: ByReplication; readonly other: ByReplication }[],
  resampling: Resampling,
): PairedDifference | undefined {
  let count = 0;
  const bySeed = Array.from({ length: resampling.size }, (_, replication) => {
    let sum = 0;
    let n = 0;
    for (const { baseline, other } of pairs) {
      const before = baseline[replication];
      const after = other[replication];
      if (typeof before !== 'number' || typeof after !== 'number') continue;
      sum += after - before;
      n++;
    }
    count += n;
    return n === 0 ? null : sum / n;
  });
  const estimate = meanInterval(bySeed, resampling);
  return estimate && { ...estimate, pairs: count };
}
