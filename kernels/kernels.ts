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
import type { Judge } from './judge.js';
import type { Mark } from './mark.js';
import type { FirstMatch, LeaderClusters, MatchCounts } from './matching/jobs.js';
import type { GroupSignatures } from './matching/signatures.js';
import type { CastVotes } from './matching/votes.js';
import type { PathBounds } from './path-bounds.js';
import type { Normals, RandomBits } from './random/fill.js';
import { type Awaitable, hostResidency, type Residency } from './residency.js';
import type { Strongest } from './strongest.js';
import type { Tally } from './tally.js';
import type { SyntheticTraffic } from './traffic.js';
import type { WindowAppend, WindowPurge } from './window.js';

export type { Directions } from './directions.js';
export type { ForestFit, ForestScore, Forests } from './forest/jobs.js';
export type { Groups, Key } from './groups.js';
export { type Judge, Verdict } from './judge.js';
export type { Mark } from './mark.js';
export type { FirstMatch, LeaderClusters, MatchCounts } from './matching/jobs.js';
export type { GroupSignatures } from './matching/signatures.js';
export type { CastVotes } from './matching/votes.js';
export type { PathBounds } from './path-bounds.js';
export type { Normals, RandomBits } from './random/fill.js';
export type { Awaitable, Crossed, Residency } from './residency.js';
export type { Memory, Strongest } from './strongest.js';
export { type Tally, Vote } from './tally.js';
export type { SyntheticTraffic } from './traffic.js';
export type { Attribute, Numbers, Window, WindowAppend, WindowPurge } from './window.js';

/** The kernels of a device whose memory is the host's: a job is done when the call returns. */
export interface HostKernels {
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
  /** Bounds below which shares of path sums lie. */
  pathBounds(job: PathBounds): void;
  /** Which values are below a bound. */
  mark(job: Mark): void;
  /** What detection says of each record. */
  judge(job: Judge): void;
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

export type KernelName = keyof HostKernels;

/** What a kernel is asked. */
export type Job<Name extends KernelName> = Parameters<HostKernels[Name]>[0];

/**
 * The kernels of any device: a job is done once what the call answers has settled, and jobs may be given one after
 * another without waiting. Columns that are kept (`columns`) are up to date on the device alone.
 */
export type Kernels = { readonly [Name in KernelName]: (job: Job<Name>) => Awaitable } & {
  readonly columns: Residency;
};

/** Host kernels as those of a device. */
export const onHost = (kernels: HostKernels): Kernels => ({ ...kernels, columns: hostResidency });
