/**
 * What the model asks of a device. Every kernel works on columns (typed arrays) in place, is exact in integers,
 * and has one scalar reference; `kernelsFor` picks the implementations of a device.
 *
 * Shapes: G groups (a node's records are a group), F features, W window capacity, T trees, h height,
 * M signatures. A group is named by parallel arrays: `slots[g]` says whose forest, centre or mask it uses,
 * `starts[g]` its first row in the matrix and `lengths[g]` how many rows follow.
 */
export type Key = readonly [number, number];

export interface Groups {
  readonly slots: Uint32Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}

/**
 * Isolation forests in heap order, one slot a node.
 *
 * `split` [slots, T, 2^h] packs feature · 2^16 + threshold; heap index 1 is the root (0 is unused), children of k are
 * 2k (x ≤ threshold) and 2k + 1. A branch that ends early passes through: feature 0, threshold 65535, always left.
 * `leaf` [slots, T, 2^h] holds path lengths in 1/256 (depth + c(records in the leaf)), indexed by heap index − 2^h.
 */
export interface Forests {
  readonly slots: number;
  readonly trees: number;
  readonly height: number;
  readonly features: number;
  readonly split: Uint32Array;
  readonly leaf: Uint16Array;
}

export interface ForestFit {
  readonly forests: Forests;
  /** Records to fit on: rows of `features` u16; group g is fitted into slot `groups.slots[g]`. */
  readonly records: Uint16Array;
  readonly groups: Groups;
  /** ψ: at most so many rows a tree. */
  readonly subsample: number;
  readonly key: Key;
  readonly stream: number;
  readonly step: number;
  /** Takes what `forestScore` gives for the rows fitted on, one entry a row of `records`: cheaper here than there. */
  readonly pathLengths?: Uint32Array;
}

export interface ForestScore {
  readonly forests: Forests;
  readonly records: Uint16Array;
  readonly groups: Groups;
  /** Sum of path lengths over the trees in 1/256, one entry a row; smaller is more anomalous. */
  readonly out: Uint32Array;
}

export interface Directions {
  readonly records: Uint16Array;
  readonly features: number;
  readonly groups: Groups;
  /** [slots, F] centre of each slot's frame. */
  readonly centres: Uint16Array;
  /** [F] spread, ≥ 1. */
  readonly spreads: Uint16Array;
  /** Int8 unit directions (norm ≈ 127), one row of F a record; all zero where the deviation is. */
  readonly out: Int8Array;
}

export interface MatchCounts {
  /** Rows of F int8. */
  readonly rows: Int8Array;
  readonly groups: Groups;
  readonly features: number;
  /** [M, F] */
  readonly signatures: Int8Array;
  /** A row matches a signature when their integer dot product reaches it. */
  readonly bound: number;
  /** One entry a row: rows with 0 never match. */
  readonly gate?: Uint8Array;
  /** [G, M]: how many rows of the group match. */
  readonly out: Uint32Array;
}

export interface FirstMatch {
  readonly rows: Int8Array;
  readonly groups: Groups;
  readonly features: number;
  readonly signatures: Int8Array;
  readonly bound: number;
  readonly gate?: Uint8Array;
  /** [slots, M]: 1 where the slot applies the signature. */
  readonly applies: Uint8Array;
  /** One entry a row: index of the first applied signature that matches, or −1. */
  readonly out: Int32Array;
}

export interface LeaderClusters {
  /** [rows, F] in the order in which leaders are chosen. */
  readonly rows: Int8Array;
  readonly features: number;
  readonly bound: number;
  /** One entry a row: index of its leader (itself for a leader). The first leader that matches wins. */
  readonly out: Int32Array;
}

export interface Tally {
  /** [proposals, voters]: see `Vote`. */
  readonly votes: Uint8Array;
  readonly proposals: number;
  readonly voters: number;
  /** [voters]; 1 each where absent. */
  readonly weights?: Uint32Array;
  readonly confirms: Uint32Array;
  readonly rejects: Uint32Array;
}

/** Bits: 0 abstain, 1 confirm, 2 reject, 3 not reached (no vote could be cast). */
export const Vote = { abstain: 0, confirm: 1, reject: 2, unreached: 3 } as const;
export type Vote = (typeof Vote)[keyof typeof Vote];

export interface Kernels {
  forestFit(job: ForestFit): void;
  forestScore(job: ForestScore): void;
  directions(job: Directions): void;
  matchCounts(job: MatchCounts): void;
  firstMatch(job: FirstMatch): void;
  leaderClusters(job: LeaderClusters): void;
  tally(job: Tally): void;
}
