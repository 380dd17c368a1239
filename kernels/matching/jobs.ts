/** What the comparisons of directions are asked. A row of int8 matches another when their integer dot product reaches a bound. */
import type { Groups } from '../groups.js';

export interface MatchCounts {
  /** Rows of F int8. */
  readonly rows: Int8Array;
  readonly groups: Groups;
  readonly features: number;
  /** [M, F] */
  readonly signatures: Int8Array;
  /** A row matches a signature when their integer dot product reaches it: an integer from 1. */
  readonly bound: number;
  /** One entry a row: rows with 0 never match. */
  readonly gate?: Uint8Array;
  /** [G, M]: how many rows of the group match. */
  readonly out: Uint32Array;
}

export interface FirstMatch {
  /** Rows of F int8. */
  readonly rows: Int8Array;
  readonly groups: Groups;
  readonly features: number;
  /** [M, F] */
  readonly signatures: Int8Array;
  /** An integer from 1. */
  readonly bound: number;
  /** One entry a row: rows with 0 never match. */
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
  /** An integer from 1. */
  readonly bound: number;
  /** One entry a row: index of its leader (itself for a leader). The first leader that matches wins. */
  readonly out: Int32Array;
}
