import type { GroupSignatures, HostKernels } from '../kernels.js';
import { reachableBound } from '../matching/bound.js';
import type { Addon, CompiledOptions } from './addon.js';
import { groupColumns } from './columns.js';

/** Signatures by an addon. */
export function compiledSignatures(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'groupSignatures'> {
  return {
    groupSignatures(job: GroupSignatures) {
      const { rows, features, pathSums, order, groups, least, counts, paths, directions } = job;
      addon.groupSignatures(
        implementation,
        threads,
        features,
        reachableBound(job),
        rows,
        pathSums,
        order,
        ...groupColumns(groups),
        least,
        counts,
        paths,
        directions,
      );
    },
  };
}
