import type { GroupSignatures, Kernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { compiledBound } from './bound.js';

export type SignatureKernels = Pick<Kernels, 'groupSignatures'>;

/** Signatures by an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledSignatures(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): SignatureKernels {
  return {
    groupSignatures(job: GroupSignatures) {
      const { rows, features, pathSums, order, groups, least, counts, paths, directions } = job;
      addon.groupSignatures(
        implementation,
        threads,
        features,
        compiledBound(job),
        rows,
        pathSums,
        order,
        groups.slots,
        groups.starts,
        groups.lengths,
        least,
        counts,
        paths,
        directions,
      );
    },
  };
}
