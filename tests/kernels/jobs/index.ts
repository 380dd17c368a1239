/** Arbitrary jobs of every kernel, with room for their results. */
import type fc from 'fast-check';
import {
  createForests,
  type ForestScore,
  type HostKernels,
  type KernelName,
  reference,
} from '../../../kernels/index.js';
import { directionJobs, fits, tallies } from './forest.js';
import { castVotes, firstMatches, groupSignatures, leaderClusters, matchCounts } from './matching.js';
import { normals, randomBits, traffic } from './random.js';
import { judges, marks, pathBounds } from './verdicts.js';
import { strongests, windowAppends, windowPurges } from './windows.js';

const forestFits = fits({ rows: 40, subsample: 20 });

/** Records walk forests that were fitted on others. */
const forestScores: fc.Arbitrary<ForestScore> = forestFits.map(
  ({ forests, records, pathLengths, ...fit }) => {
    const fitted = createForests(forests.slots, forests.trees, fit.subsample, forests.features);
    reference.forestFit({ ...fit, forests: fitted, records });
    const strangers = records.map((x, i) => (x * 31 + i * 977) & 0xffff);
    return { forests: fitted, records: strangers, groups: fit.groups, out: pathLengths };
  },
);

export const jobs: { readonly [Name in KernelName]: fc.Arbitrary<Parameters<HostKernels[Name]>[0]> } = {
  randomBits,
  normals,
  traffic,
  forestFit: forestFits,
  forestScore: forestScores,
  pathBounds,
  mark: marks,
  judge: judges,
  strongest: strongests,
  directions: directionJobs,
  groupSignatures,
  leaderClusters,
  matchCounts,
  castVotes,
  tally: tallies,
  firstMatch: firstMatches,
  windowAppend: windowAppends,
  windowPurge: windowPurges,
};

export const kernelNames = Object.keys(jobs) as KernelName[];

/** Those that compositions leave to the host. */
export const hostLoops: readonly KernelName[] = ['pathBounds', 'mark', 'judge'];
