/**
 * What the model asks of a device. Every kernel works on columns (typed arrays) in place, is exact in integers, and
 * has one scalar reference; `kernelsFor` picks the implementations of a device. A job that one refuses is a RangeError.
 *
 * Shapes: G groups (a node's records are a group), N nodes, F features, W window capacity, T trees, h height,
 * M signatures, P proposals. Randomness is addressed (`random/philox.ts`), so that any split of the work gives the
 * same words.
 */
import type { Directions } from './directions.js';
import type { ForestFit, ForestScore } from './forest/jobs.js';
import type { FirstMatch, LeaderClusters, MatchCounts } from './matching/jobs.js';
import type { GroupSignatures } from './matching/signatures.js';
import type { CastVotes } from './matching/votes.js';
import type { Normals, RandomBits } from './random/fill.js';
import type { Strongest } from './strongest.js';
import type { Tally } from './tally.js';
import type { SyntheticTraffic } from './traffic.js';
import type { WindowAppend, WindowPurge } from './window.js';

export type { Directions } from './directions.js';
export type { ForestFit, ForestScore, Forests } from './forest/jobs.js';
export type { Groups, Key } from './groups.js';
export type { FirstMatch, LeaderClusters, MatchCounts } from './matching/jobs.js';
export type { GroupSignatures } from './matching/signatures.js';
export type { CastVotes } from './matching/votes.js';
export type { Normals, RandomBits } from './random/fill.js';
export type { Memory, Strongest } from './strongest.js';
export { type Tally, Vote } from './tally.js';
export type { SyntheticTraffic } from './traffic.js';
export type { Attribute, Window, WindowAppend, WindowPurge } from './window.js';

export interface Kernels {
  /** Random words. */
  randomBits(job: RandomBits): void;
  /** Normal variates as integers. */
  normals(job: Normals): void;
  /** Records of nodes, some of them shifted by attacks. */
  traffic(job: SyntheticTraffic): void;
  /** Isolation forests on records, and the path sums of these. */
  forestFit(job: ForestFit): void;
  /** Path sums of records. */
  forestScore(job: ForestScore): void;
  /** The m most anomalous records that each node remembers. */
  strongest(job: Strongest): void;
  /** Unit directions of records in a frame. */
  directions(job: Directions): void;
  /** Each node's anomalous records, grouped by similarity into signatures. */
  groupSignatures(job: GroupSignatures): void;
  /** Near-duplicates: who resembles whom. */
  leaderClusters(job: LeaderClusters): void;
  /** How many rows of each group match each signature. */
  matchCounts(job: MatchCounts): void;
  /** What each node says of each proposal, all pairs compared. */
  castVotes(job: CastVotes): void;
  /** Confirms and rejects of each proposal. */
  tally(job: Tally): void;
  /** Which entry of its blacklist a record matches. */
  firstMatch(job: FirstMatch): void;
  /** New records enter the nodes' windows. */
  windowAppend(job: WindowAppend): void;
  /** Records leave the nodes' windows. */
  windowPurge(job: WindowPurge): void;
}
