import { directions } from './directions.js';
import { forestFit } from './forest/fit.js';
import { forestScore } from './forest/score.js';
import { judge } from './judge.js';
import type { HostKernels } from './kernels.js';
import { mark } from './mark.js';
import { firstMatch, leaderClusters, matchCounts } from './matching/reference.js';
import { groupSignatures } from './matching/signatures.js';
import { castVotes } from './matching/votes.js';
import { pathBounds } from './path-bounds.js';
import { fillBits, fillNormals } from './random/fill.js';
import { strongest } from './strongest.js';
import { tally } from './tally.js';
import { traffic } from './traffic.js';
import { windowAppend, windowPurge } from './window.js';

/** The scalar references: what every other implementation must equal, bit by bit. */
export const reference: HostKernels = {
  randomBits: fillBits,
  normals: fillNormals,
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
};
