/** Fitting in JavaScript, tuned: what serves where there is no compiled kernel. */
import type { ForestFit } from '../../kernels.js';
import { checkFit } from '../check.js';
import { groupOf } from '../groups.js';
import { TreeGrower } from './grow.js';
import { forestScore } from './score.js';
import { Subsampler } from './subsample.js';

/** As the reference in ../fit.ts. Only the slots of `job.groups` are written. */
export function forestFit(job: ForestFit): void {
  checkFit(job);
  const { forests, records, groups, subsample, key, stream, step, pathLengths } = job;
  const grower = new TreeGrower(forests, subsample);
  const longest = groups.lengths.reduce((most, length) => Math.max(most, length), 0);
  const subsampler = longest > subsample ? new Subsampler(longest) : undefined;
  const chosen = new Uint32Array(subsample);
  for (let g = 0; g < groups.slots.length; g++) {
    const agent = groups.slots[g]!;
    const start = groups.starts[g]!;
    const rows = groups.lengths[g]!;
    const address = { key, stream, agent, step };
    const all = rows <= subsample;
    if (all) {
      grower.sample.load(records, start, rows);
      pathLengths?.fill(0, start, start + rows);
    }
    for (let tree = 0; tree < forests.trees; tree++) {
      if (all) {
        grower.grow(address, tree, pathLengths, start);
      } else {
        subsampler!.draw(address, tree, rows, subsample, chosen);
        grower.sample.load(records, start, subsample, chosen);
        grower.grow(address, tree);
      }
    }
    if (pathLengths !== undefined && !all) {
      forestScore({ forests, records, groups: groupOf(groups, g), out: pathLengths });
    }
  }
}
