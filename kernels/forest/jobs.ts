/** What the forest kernels are asked. */
import type { Groups, Key } from '../groups.js';

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
