import { compiledForest, type ForestKernels } from '../../../kernels/compiled/index.js';
import * as tuned from '../../../kernels/forest/tuned/index.js';
import { reference } from '../../../kernels/index.js';
import { compiledWays } from '../compiled-ways.js';

export const compiledKernels = compiledWays<ForestKernels>(compiledForest);

/** Every implementation of the forest kernels that this machine can run, by name. */
export const forestKernels: [string, ForestKernels][] = [
  ['reference', reference],
  ['tuned JavaScript', tuned],
  ...compiledKernels,
];
