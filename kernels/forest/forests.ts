import type { Forests } from '../kernels.js';
import { heightOf } from './path.js';

/** Space for the forests of `slots` nodes, for subsamples of ψ rows; not yet fitted (every path length is 0). */
export function createForests(slots: number, trees: number, subsample: number, features: number): Forests {
  const height = heightOf(subsample);
  const size = slots * trees * (1 << height);
  return {
    slots,
    trees,
    height,
    features,
    split: new Uint32Array(size).fill(0xffff),
    leaf: new Uint16Array(size),
  };
}
