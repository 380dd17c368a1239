/**
 * What a GPU with a memory of its own is given, where the columns lie in the host's. They must cross to it and the
 * results back, so it gets what does much with each value: rows that walk through every tree of a forest or are compared
 * with every signature. The others copy, count and draw, which takes the host no longer than the crossing.
 */
import type { Groups } from './groups.js';
import type { HostKernels } from './kernels.js';

/**
 * Rows from which a job goes to the GPU. An estimate, not measured: a composition is a hundred operations and more,
 * of some 10 µs each, in which compiled code fits the forests of about so many rows on one core.
 */
export const LEAST_ROWS = 4096;

/** The kernels of the host, with large jobs of some of them done by those of the GPU. */
export function offloaded(host: HostKernels, gpu: HostKernels): HostKernels {
  const byRows =
    <Job>(onHost: (job: Job) => void, onGpu: (job: Job) => void, groupsOf: (job: Job) => Groups) =>
    (job: Job): void =>
      (rowsOf(groupsOf(job)) < LEAST_ROWS ? onHost : onGpu)(job);
  return {
    ...host,
    forestFit: byRows(host.forestFit, gpu.forestFit, ({ groups }) => groups),
    forestScore: byRows(host.forestScore, gpu.forestScore, ({ groups }) => groups),
    matchCounts: byRows(host.matchCounts, gpu.matchCounts, ({ groups }) => groups),
    firstMatch: byRows(host.firstMatch, gpu.firstMatch, ({ groups }) => groups),
    castVotes: byRows(host.castVotes, gpu.castVotes, ({ windows }) => windows.groups),
  };
}

const rowsOf = ({ lengths }: Groups): number => lengths.reduce((sum, length) => sum + length, 0);
