import { checkFit } from '../forest/check.js';
import { c256 } from '../forest/path.js';
import type { ForestFit, ForestScore, Forests, Groups, HostKernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { groupColumns } from './columns.js';

/** The forest kernels of an addon. */
export function compiledForest(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'forestFit' | 'forestScore'> {
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
      ...groupColumns(groups),
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
