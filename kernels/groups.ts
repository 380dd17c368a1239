/** What jobs have in common: keys, and how rows belong to groups. */

/** The 64-bit key of Philox, as two words. */
export type Key = readonly [number, number];

/**
 * Groups of consecutive rows (a node's records are a group), as parallel arrays: `slots[g]` says whose forest, centre
 * or window group g uses, `starts[g]` its first row in the matrix and `lengths[g]` how many rows follow.
 */
export interface Groups {
  readonly slots: Uint32Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}
