import { compiledMatching, type MatchingKernels } from '../../../kernels/compiled/index.js';
import { reference } from '../../../kernels/index.js';
import { compiledWays } from '../compiled-ways.js';

export type { MatchingKernels };

export const compiledKernels = compiledWays<MatchingKernels>(compiledMatching);

/** Every implementation of the comparisons that needs no device, by name. */
export const matchingKernels: [string, MatchingKernels][] = [['reference', reference], ...compiledKernels];
