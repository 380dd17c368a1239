import {
  compiledDirections,
  compiledDraws,
  compiledTally,
  type DirectionKernels,
  type DrawKernels,
  loadAddon,
  type TallyKernels,
} from '../../../kernels/compiled/index.js';

export type CompiledKernels = DrawKernels & DirectionKernels & TallyKernels;

export const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

/** Compiled draws, directions and tallies for each instruction set of this machine, on one and more threads, by name. */
export const compiledKernels = (addon?.implementations ?? []).flatMap((name, implementation) =>
  [1, 2, 3].map((threads): [string, CompiledKernels] => [
    `${name}, ${threads} threads`,
    {
      ...compiledDraws(addon!, { threads, implementation }),
      ...compiledDirections(addon!, { threads, implementation }),
      ...compiledTally(addon!, { threads, implementation }),
    },
  ]),
);
