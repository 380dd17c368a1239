/**
 * Scoring: a record walks every tree, h steps each whatever the data (branches that ended early pass through), and
 * the leaves' path lengths are summed. Integers only.
 */
import type { ForestScore } from '../kernels.js';

/** Reference of `Kernels.forestScore`. Only the rows of `job.groups` are written. */
export function forestScore({ forests, records, groups, out }: ForestScore): void {
  const { trees, height, features, split, leaf } = forests;
  const size = 1 << height;
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      let sum = 0;
      for (let tree = 0; tree < trees; tree++) {
        const base = (groups.slots[g]! * trees + tree) * size;
        let heap = 1;
        for (let depth = 0; depth < height; depth++) {
          const packed = split[base + heap]!;
          const x = records[row * features + (packed >>> 16)]!;
          heap = x <= (packed & 0xffff) ? 2 * heap : 2 * heap + 1;
        }
        sum += leaf[base + heap - size]!;
      }
      out[row] = sum;
    }
  }
}
