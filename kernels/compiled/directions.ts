import type { Kernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';

export type DirectionKernels = Pick<Kernels, 'directions'>;

/** Directions by an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledDirections(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): DirectionKernels {
  return {
    directions({ records, features, groups, centres, spreads, out }) {
      const { slots, starts, lengths } = groups;
      addon.directions(
        implementation,
        threads,
        records,
        features,
        slots,
        starts,
        lengths,
        centres,
        spreads,
        out,
      );
    },
  };
}
