/**
 * Signatures: each node's anomalous records are grouped by similarity (leader clustering: Hartigan, Clustering
 * Algorithms, 1975, chapter 3), and a group that is large enough becomes one: the direction of its members' sum.
 */
import { unitDirection } from '../directions.js';
import type { Groups } from '../groups.js';
import { checkBound } from './bound.js';
import { leaderClusters } from './reference.js';

export interface GroupSignatures {
  /** Directions: rows of F int8. */
  readonly rows: Int8Array;
  readonly features: number;
  /** One entry a row. */
  readonly pathSums: Uint32Array;
  /** [C] candidates: rows of each group in the order in which leaders are chosen. */
  readonly order: Uint32Array;
  /** `starts` and `lengths` count places in `order`; `slots` is not read. Groups do not overlap. */
  readonly groups: Groups;
  /** Similar is what has a dot product of at least this. */
  readonly bound: number;
  /** Records that a signature is made of at least, ≥ 1. */
  readonly least: number;
  /**
   * [C] how many records the signature is made of whose leader stands at this place; 0 where none does, where they
   * are too few, and where their sum has no direction.
   */
  readonly counts: Uint32Array;
  /** [C] mean path sum of these records, rounded down; 0 where there is no signature. */
  readonly paths: Uint32Array;
  /** [C, F] their direction; zeros where there is no signature. */
  readonly directions: Int8Array;
}

/** Reference of `Kernels.groupSignatures`. Only the places of `job.groups` are written. */
export function groupSignatures(job: GroupSignatures): void {
  const { rows, features, pathSums, order, groups, bound, least, counts, paths, directions } = job;
  checkBound(bound);
  for (let g = 0; g < groups.slots.length; g++) {
    const [first, length] = [groups.starts[g]!, groups.lengths[g]!];
    const candidates = new Int8Array(length * features);
    for (let i = 0; i < length; i++) {
      const row = order[first + i]! * features;
      candidates.set(rows.subarray(row, row + features), i * features);
    }
    const leaders = new Int32Array(length);
    leaderClusters({ rows: candidates, features, bound, out: leaders });
    for (let leader = 0; leader < length; leader++) {
      const sum = new Int32Array(features);
      let [count, path] = [0, 0];
      for (let i = leader; i < length; i++) {
        if (leaders[i] !== leader) continue;
        for (let f = 0; f < features; f++) sum[f]! += candidates[i * features + f]!;
        path += pathSums[order[first + i]!]!;
        count++;
      }
      const direction = unitDirection(sum);
      const stands = count >= least && direction.some((q) => q !== 0);
      counts[first + leader] = stands ? count : 0;
      paths[first + leader] = stands ? Math.floor(path / count) : 0;
      const at = (first + leader) * features;
      if (stands) directions.set(direction, at);
      else directions.fill(0, at, at + features);
    }
  }
}
