import type { Awaitable, HostKernels, Job, KernelName, Kernels } from '../kernels.js';
import type { Gpu } from './gpu.js';
import { castVotes } from './programs/cast-votes.js';
import { directions } from './programs/directions.js';
import { firstMatch } from './programs/first-match.js';
import { forestScore } from './programs/forest-score.js';
import { groupSignatures } from './programs/group-signatures.js';
import { judge } from './programs/judge.js';
import { leaderClusters } from './programs/leader-clusters.js';
import { mark } from './programs/mark.js';
import { matchCounts } from './programs/match-counts.js';
import { normals } from './programs/normals.js';
import { pathBounds } from './programs/path-bounds.js';
import { randomBits } from './programs/random-bits.js';
import { strongest } from './programs/strongest.js';
import { tally } from './programs/tally.js';
import { traffic } from './programs/traffic.js';
import { windowAppend } from './programs/window-append.js';
import { windowPurge } from './programs/window-purge.js';
import { onHostCopies } from './residency.js';

/**
 * How a kernel is recorded; false where a job is out of its range and is left to the host, nothing recorded.
 *
 * @throws RangeError for a job that the reference refuses, too
 */
export type Recorder<Name extends KernelName> = (gpu: Gpu, job: Job<Name>) => unknown;

const recorders: { readonly [Name in KernelName]?: Recorder<Name> } = {
  randomBits,
  normals,
  traffic,
  forestScore,
  pathBounds,
  mark,
  judge,
  strongest,
  directions,
  groupSignatures,
  leaderClusters,
  matchCounts,
  castVotes,
  tally,
  firstMatch,
  windowAppend,
  windowPurge,
};

/** Kernels in WGSL; those that there are none of are `others`, on the host's copies of their columns. */
export function webgpuKernels(gpu: Gpu, others: HostKernels): Omit<Kernels, 'columns'> {
  const kernel = <Name extends KernelName>(name: Name) => {
    const record = recorders[name];
    const onHost = onHostCopies(gpu, others[name]);
    if (record === undefined) return onHost;
    return (job: Job<Name>): Awaitable => (record(gpu, job) === false ? onHost(job) : gpu.settle());
  };
  return Object.fromEntries(
    (Object.keys(others) as KernelName[]).map((name) => [name, kernel(name)]),
  ) as unknown as Kernels;
}
