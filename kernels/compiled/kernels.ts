import { judge } from '../judge.js';
import type { HostKernels } from '../kernels.js';
import { mark } from '../mark.js';
import { pathBounds } from '../path-bounds.js';
import type { Addon, CompiledOptions } from './addon.js';
import { compiledDirections } from './directions.js';
import { compiledDraws } from './draws.js';
import { compiledForest } from './forest.js';
import { compiledMatching } from './matching.js';
import { compiledMemory } from './memory.js';
import { compiledSignatures } from './signatures.js';
import { compiledTally } from './tally.js';
import { compiledVotes } from './votes.js';
import { compiledWindows } from './windows.js';

/**
 * Every kernel by an addon. A call returns when all of its work is done; columns are used where they lie.
 *
 * @throws RangeError (a kernel) where an index of its job lies outside its columns
 */
export function compiledKernels(addon: Addon, options: CompiledOptions): HostKernels {
  return {
    ...compiledDraws(addon, options),
    ...compiledForest(addon, options),
    ...compiledMemory(addon, options),
    ...compiledDirections(addon, options),
    ...compiledSignatures(addon, options),
    ...compiledMatching(addon, options),
    ...compiledVotes(addon, options),
    ...compiledTally(addon, options),
    ...compiledWindows(addon, options),
    // Loops that JavaScript does as fast.
    pathBounds,
    mark,
    judge,
  };
}
