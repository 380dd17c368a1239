/**
 * Fitting isolation forests (Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, algorithm 1): each tree of a slot is
 * grown on a subsample of ψ of the group's rows, or on all of them where there are no more.
 */
import type { ForestFit } from '../kernels.js';
import { checkFit } from './check.js';
import { groupOf } from './groups.js';
import { growTree } from './grow.js';
import { forestScore } from './score.js';
import { subsampleRows } from './subsample.js';

/** Reference of `Kernels.forestFit`. Only the slots of `job.groups` are written. */
export function forestFit(job: ForestFit): void {
  checkFit(job);
  const { forests, records, groups, subsample, key, stream, step, pathLengths } = job;
  for (let g = 0; g < groups.slots.length; g++) {
    const address = { key, stream, agent: groups.slots[g]!, step };
    for (let tree = 0; tree < forests.trees; tree++) {
      const chosen = subsampleRows(address, tree, groups.lengths[g]!, subsample);
      growTree(
        { forests, records, address, tree },
        chosen.map((row) => groups.starts[g]! + row),
      );
    }
    if (pathLengths === undefined) continue;
    forestScore({ forests, records, groups: groupOf(groups, g), out: pathLengths });
  }
}
