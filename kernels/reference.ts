import { directions } from './directions.js';
import { forestFit } from './forest/fit.js';
import { forestScore } from './forest/score.js';
import type { Kernels } from './kernels.js';
import { firstMatch, leaderClusters, matchCounts } from './matching/reference.js';
import { tally } from './tally.js';

/** The scalar references: what every other implementation must equal, bit by bit. */
export const reference: Kernels = {
  forestFit,
  forestScore,
  directions,
  matchCounts,
  firstMatch,
  leaderClusters,
  tally,
};
