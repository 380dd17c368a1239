/**
 * Fitting isolation forests (Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, algorithm 1): each tree of a slot is
 * grown on a subsample of ψ of the group's rows, or on all of them where there are no more.
 */
import type { ForestFit } from '../kernels.js';
import { MOST_ROWS, MOST_TREES } from './draws.js';
import { TreeGrower } from './grow.js';
import { heightOf, LARGEST_SUBSAMPLE } from './path.js';
import { forestScore } from './score.js';
import { Subsampler } from './subsample.js';

/** Reference of `Kernels.forestFit`. Only the slots of `job.groups` are written. */
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
      const group = {
        slots: Uint32Array.of(agent),
        starts: Uint32Array.of(start),
        lengths: Uint32Array.of(rows),
      };
      forestScore({ forests, records, groups: group, out: pathLengths });
    }
  }
}

/** Refuses what a forest cannot hold. @throws RangeError */
export function checkFit({ forests, groups, subsample }: ForestFit): void {
  const { trees, height, features } = forests;
  if (!Number.isInteger(subsample) || subsample < 2 || subsample > LARGEST_SUBSAMPLE) {
    throw new RangeError(`A subsample holds 2 … ${LARGEST_SUBSAMPLE} rows; got ${subsample}`);
  }
  if (height !== heightOf(subsample)) {
    throw new RangeError(
      `A subsample of ${subsample} rows makes trees of height ${heightOf(subsample)}; got ${height}`,
    );
  }
  if (trees > MOST_TREES) throw new RangeError(`A forest has at most ${MOST_TREES} trees; got ${trees}`);
  if (features > 0x10000) throw new RangeError(`A record has at most 65536 features; got ${features}`);
  for (const length of groups.lengths) {
    if (length > MOST_ROWS) {
      throw new RangeError(`A forest is fitted on at most ${MOST_ROWS} rows; got ${length}`);
    }
  }
}
