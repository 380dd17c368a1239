import { compiledKernels as kernelsOf, loadAddon } from '../../../kernels/compiled/index.js';
import type { HostKernels } from '../../../kernels/index.js';

export const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

/** The compiled kernels for each instruction set of this machine, on one and more threads, by name. */
export const compiledKernels = (addon?.implementations ?? []).flatMap((name, implementation) =>
  [1, 2, 3].map((threads): [string, HostKernels] => [
    `${name}, ${threads} threads`,
    kernelsOf(addon!, { threads, implementation }),
  ]),
);
