import type { FirstMatch, HostKernels, LeaderClusters, MatchCounts } from '../kernels.js';
import { reachableBound } from '../matching/bound.js';
import type { Addon, CompiledOptions } from './addon.js';
import { groupColumns } from './columns.js';

/** The comparisons of an addon. */
export function compiledMatching(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'matchCounts' | 'firstMatch' | 'leaderClusters'> {
  const comparing = (job: { features: number; bound: number }) =>
    [implementation, threads, job.features, reachableBound(job)] as const;
  const matching = (job: MatchCounts | FirstMatch) => {
    const { rows, groups, signatures, gate } = job;
    return [...comparing(job), rows, ...groupColumns(groups), signatures, gate] as const;
  };
  return {
    matchCounts: (job) => addon.matchCounts(...matching(job), job.out),
    firstMatch: (job) => addon.firstMatch(...matching(job), job.applies, job.out),
    leaderClusters: (job: LeaderClusters) => addon.leaderClusters(...comparing(job), job.rows, job.out),
  };
}
