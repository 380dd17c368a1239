import {
  compiledDirections,
  compiledDraws,
  compiledMemory,
  compiledSignatures,
  compiledTally,
  compiledVotes,
  compiledWindows,
} from '../../../kernels/compiled/index.js';
import { compiledWays } from '../compiled-ways.js';

/** The kernels besides those of forests and comparisons, which have tests of their own. */
export const compiledKernels = compiledWays((addon, options) => ({
  ...compiledDraws(addon, options),
  ...compiledDirections(addon, options),
  ...compiledTally(addon, options),
  ...compiledMemory(addon, options),
  ...compiledSignatures(addon, options),
  ...compiledVotes(addon, options),
  ...compiledWindows(addon, options),
}));

export type CompiledKernels = (typeof compiledKernels)[number][1];
