import type { FirstMatch, Kernels, LeaderClusters, MatchCounts } from '../kernels.js';
import { checkBound, largestProduct } from '../matching/bound.js';
import type { Addon, CompiledOptions } from './addon.js';

export type MatchingKernels = Pick<Kernels, 'matchCounts' | 'firstMatch' | 'leaderClusters'>;

/** The comparisons of an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledMatching(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): MatchingKernels {
  // No product reaches a bound beyond the largest, and none of them the next integer; the addon's bounds are 32 bits.
  const comparing = ({ features, bound }: { features: number; bound: number }) => {
    checkBound(bound);
    return [implementation, threads, features, Math.min(bound, largestProduct(features) + 1)] as const;
  };
  const matching = (job: MatchCounts | FirstMatch) => {
    const { rows, groups, signatures, gate } = job;
    return [...comparing(job), rows, groups.slots, groups.starts, groups.lengths, signatures, gate] as const;
  };
  return {
    matchCounts: (job) => addon.matchCounts(...matching(job), job.out),
    firstMatch: (job) => addon.firstMatch(...matching(job), job.applies, job.out),
    leaderClusters: (job: LeaderClusters) => addon.leaderClusters(...comparing(job), job.rows, job.out),
  };
}
