import { compiledForest, type ForestKernels, loadAddon } from '../../../kernels/compiled/index.js';
import * as tuned from '../../../kernels/forest/tuned/index.js';
import { reference } from '../../../kernels/index.js';

const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

/** The compiled kernels for each instruction set of this machine, on one and more threads, by name. */
export const compiledKernels = (addon?.implementations ?? []).flatMap((name, implementation) =>
  [1, 2, 3].map((threads): [string, ForestKernels] => [
    `${name}, ${threads} threads`,
    compiledForest(addon!, { threads, implementation }),
  ]),
);

/** Every implementation of the forest kernels that this machine can run, by name. */
export const forestKernels: [string, ForestKernels][] = [
  ['reference', reference],
  ['tuned JavaScript', tuned],
  ...compiledKernels,
];
