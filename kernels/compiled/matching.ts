import type { FirstMatch, Kernels, LeaderClusters, MatchCounts } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { compiledBound } from './bound.js';

export type MatchingKernels = Pick<Kernels, 'matchCounts' | 'firstMatch' | 'leaderClusters'>;

/** The comparisons of an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledMatching(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): MatchingKernels {
  const comparing = (job: { features: number; bound: number }) =>
    [implementation, threads, job.features, compiledBound(job)] as const;
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
