import type { HostKernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { groupColumns } from './columns.js';

/** Directions by an addon. */
export function compiledDirections(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'directions'> {
  return {
    directions({ records, features, groups, centres, spreads, out }) {
      addon.directions(
        implementation,
        threads,
        records,
        features,
        ...groupColumns(groups),
        centres,
        spreads,
        out,
      );
    },
  };
}
