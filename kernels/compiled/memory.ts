import type { HostKernels, Strongest } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { attributeList, groupColumns } from './columns.js';

/** Memories by an addon. */
export function compiledMemory(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'strongest'> {
  return {
    strongest({ memory, pathSums, groups, gate, keep, attributes = [] }: Strongest) {
      addon.strongest(
        implementation,
        threads,
        memory.capacity,
        memory.sums,
        memory.counts,
        pathSums,
        ...groupColumns(groups),
        gate,
        keep,
        attributeList(attributes),
      );
    },
  };
}
