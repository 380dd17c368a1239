import { allPairs } from './all-pairs.js';
import { directions } from './directions.js';
import { forestFit } from './forest-fit.js';
import { forestScore } from './forest-score.js';
import { growth } from './growth.js';
import { limit } from './limit.js';
import { firstMatch, leaderClusters, matchCounts } from './matching.js';
import type { Bench } from './measure.js';
import { peer } from './peer.js';
import { sklearn } from './sklearn.js';
import { tally } from './tally.js';

/** All benches: kernels by implementation, then limits and peers, then whole runs. */
export const catalogue: readonly Bench[] = [
  forestFit,
  forestScore,
  directions,
  matchCounts,
  firstMatch,
  leaderClusters,
  tally,
  allPairs,
  limit,
  sklearn,
  peer,
  growth,
];
