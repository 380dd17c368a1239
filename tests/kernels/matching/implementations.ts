import { type HostKernels, reference } from '../../../kernels/index.js';
import { compiledKernels } from '../compiled/implementations.js';

export type MatchingKernels = Pick<HostKernels, 'matchCounts' | 'firstMatch' | 'leaderClusters'>;

/** Every implementation of the comparisons that needs no device, by name. */
export const matchingKernels: [string, MatchingKernels][] = [['reference', reference], ...compiledKernels];
