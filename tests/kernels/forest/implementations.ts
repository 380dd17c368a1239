import * as tuned from '../../../kernels/forest/tuned/index.js';
import { type HostKernels, reference } from '../../../kernels/index.js';
import { compiledKernels } from '../compiled/implementations.js';

/** Every implementation of the forest kernels that this machine can run, by name. */
export const forestKernels: [string, Pick<HostKernels, 'forestFit' | 'forestScore'>][] = [
  ['reference', reference],
  ['tuned JavaScript', tuned],
  ...compiledKernels,
];
