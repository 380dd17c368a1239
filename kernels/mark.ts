/** Values beside a bound: which are below it, or not. */
import type { Groups } from './groups.js';

export interface Mark {
  /** One entry a row. */
  readonly values: Uint32Array;
  readonly groups: Groups;
  /** [G] the bound of each group. */
  readonly bounds: Uint32Array;
  /** Which rows get a 1: those whose value is below the bound, or those from it on. */
  readonly side: 'below' | 'from';
  /** One entry a row: 1 or 0. Rows of no group stay as they are. */
  readonly out: Uint8Array;
}

/** Reference of `Kernels.mark`. */
export function mark({ values, groups, bounds, side, out }: Mark): void {
  const below = side === 'below' ? 1 : 0;
  for (let g = 0; g < groups.slots.length; g++) {
    const bound = bounds[g]!;
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) out[row] = values[row]! < bound ? below : 1 - below;
  }
}
