/** Bounds from samples: the path sum below which a share of a group's rows lies. */
import { quantileBounds } from './bounds.js';
import type { Groups } from './groups.js';

export interface PathBounds {
  /** Path sums, one entry a row. */
  readonly pathSums: Uint32Array;
  /** `slots` is not read. */
  readonly groups: Groups;
  /** [S] parts per million, 0 … 10⁶ each. */
  readonly shares: readonly number[];
  /** [G, S] the bound of each group and share: `quantileBound` of the group's path sums. */
  readonly out: Uint32Array;
}

/** Reference of `Kernels.pathBounds`. @throws RangeError for a share out of range */
export function pathBounds({ pathSums, groups, shares, out }: PathBounds): void {
  for (let g = 0; g < groups.slots.length; g++) {
    const start = groups.starts[g]!;
    out.set(quantileBounds(pathSums.subarray(start, start + groups.lengths[g]!), shares), g * shares.length);
  }
}
