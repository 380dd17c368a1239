import { allPairs } from './all-pairs.js';
import { castVotes, groupSignatures } from './consensus.js';
import { directions } from './directions.js';
import { forestFit } from './forest-fit.js';
import { forestScore } from './forest-score.js';
import { gpu } from './gpu/index.js';
import { growth } from './growth.js';
import { limit } from './limit.js';
import { firstMatch, leaderClusters, matchCounts } from './matching.js';
import type { Bench } from './measure.js';
import { models } from './models.js';
import { peer } from './peer.js';
import { normals, randomBits, traffic } from './random.js';
import { sklearn } from './sklearn.js';
import { stepCost } from './step-cost.js';
import { sweep } from './sweep.js';
import { tally } from './tally.js';
import { terminal } from './terminal.js';
import { threads } from './threads.js';
import { judge, mark, pathBounds } from './verdicts.js';
import { strongest, windowAppend, windowPurge } from './windows.js';

/** Every kernel, by implementation. */
export const kernelBenches: readonly Bench[] = [
  randomBits,
  normals,
  traffic,
  forestFit,
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
];

/** All benches: kernels, then threads, limits and peers, then whole runs. */
export const catalogue: readonly Bench[] = [
  ...kernelBenches,
  allPairs,
  threads,
  limit,
  models,
  sklearn,
  peer,
  stepCost,
  growth,
  gpu,
  terminal,
  sweep,
];
