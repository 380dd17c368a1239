/**
 * Comparing int8 directions with signatures, all pairs: the scalar references. Two directions are similar when
 * their integer dot product reaches a bound (see `similarityBound`); the zero vector is similar to nothing. All throw a
 * RangeError where the bound is no integer from 1.
 */
import type { FirstMatch, LeaderClusters, MatchCounts } from '../kernels.js';
import { checkBound } from './bound.js';

/** Σ a[i + f] · b[j + f], exact. */
function dot(a: Int8Array, i: number, b: Int8Array, j: number, features: number): number {
  let sum = 0;
  for (let f = 0; f < features; f++) sum += a[i + f]! * b[j + f]!;
  return sum;
}

/** Reference of `Kernels.matchCounts`: for each group and signature, how many rows of the group match. */
export function matchCounts(job: MatchCounts): void {
  const { rows, groups, features, signatures, bound, gate, out } = job;
  checkBound(bound);
  const count = signatures.length / features;
  out.fill(0, 0, groups.slots.length * count);
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      if (gate !== undefined && gate[row] === 0) continue;
      for (let m = 0; m < count; m++) {
        if (dot(rows, row * features, signatures, m * features, features) >= bound) {
          out[g * count + m] = out[g * count + m]! + 1;
        }
      }
    }
  }
}

/** Reference of `Kernels.firstMatch`. Only the rows of `job.groups` are written. */
export function firstMatch(job: FirstMatch): void {
  const { rows, groups, features, signatures, bound, gate, applies, out } = job;
  checkBound(bound);
  const count = signatures.length / features;
  for (let g = 0; g < groups.slots.length; g++) {
    const applied = groups.slots[g]! * count;
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      out[row] = -1;
      if (gate !== undefined && gate[row] === 0) continue;
      for (let m = 0; m < count; m++) {
        if (applies[applied + m] === 0) continue;
        if (dot(rows, row * features, signatures, m * features, features) < bound) continue;
        out[row] = m;
        break;
      }
    }
  }
}

/**
 * Reference of `Kernels.leaderClusters` (leader clustering: Hartigan, Clustering Algorithms, 1975, chapter 3): in
 * the order given, a row joins the first leader that it matches, else it leads.
 */
export function leaderClusters(job: LeaderClusters): void {
  const { rows, features, bound, out } = job;
  checkBound(bound);
  const leaders: number[] = [];
  for (let row = 0; row < rows.length / features; row++) {
    const leader = leaders.find((l) => dot(rows, row * features, rows, l * features, features) >= bound);
    out[row] = leader ?? row;
    if (leader === undefined) leaders.push(row);
  }
}
