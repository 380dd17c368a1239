import { checkFit } from '../forest/check.js';
import { c256 } from '../forest/path.js';
import type { ForestFit, ForestScore, Forests, Groups, Kernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';

export type ForestKernels = Pick<Kernels, 'forestFit' | 'forestScore'>;

/** The forest kernels of an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledForest(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): ForestKernels {
  const common = (forests: Forests, records: Uint16Array, groups: Groups) =>
    [
      implementation,
      threads,
      forests.trees,
      forests.height,
      forests.features,
      forests.split,
      forests.leaf,
      records,
      groups.slots,
      groups.starts,
      groups.lengths,
    ] as const;
  return {
    forestFit(job: ForestFit) {
      checkFit(job);
      const { forests, records, groups, subsample, key, stream, step, pathLengths } = job;
      addon.forestFit(
        ...common(forests, records, groups),
        subsample,
        key[0],
        key[1],
        stream,
        step,
        c256 as Uint16Array,
        pathLengths,
      );
    },
    forestScore({ forests, records, groups, out }: ForestScore) {
      addon.forestScore(...common(forests, records, groups), out);
    },
  };
}
