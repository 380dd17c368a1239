import { compiledMatching, loadAddon, type MatchingKernels } from '../../../kernels/compiled/index.js';
import { reference } from '../../../kernels/index.js';

export type { MatchingKernels };

const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

/** The compiled comparisons for each instruction set of this machine, on one and more threads, by name. */
export const compiledKernels = (addon?.implementations ?? []).flatMap((name, implementation) =>
  [1, 2, 3].map((threads): [string, MatchingKernels] => [
    `${name}, ${threads} threads`,
    compiledMatching(addon!, { threads, implementation }),
  ]),
);

/** Every implementation of the comparisons that needs no device, by name. */
export const matchingKernels: [string, MatchingKernels][] = [['reference', reference], ...compiledKernels];
