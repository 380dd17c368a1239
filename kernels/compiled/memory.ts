import type { Kernels, Strongest } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { attributeList } from './attributes.js';

export type MemoryKernels = Pick<Kernels, 'strongest'>;

/** Memories by an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledMemory(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): MemoryKernels {
  return {
    strongest({ memory, pathSums, groups, gate, keep, attributes = [] }: Strongest) {
      addon.strongest(
        implementation,
        threads,
        memory.capacity,
        memory.sums,
        memory.counts,
        pathSums,
        groups.slots,
        groups.starts,
        groups.lengths,
        gate,
        keep,
        attributeList(attributes),
      );
    },
  };
}
