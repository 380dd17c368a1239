import {
  type CompiledOptions,
  compiledDirections,
  compiledDraws,
  compiledMemory,
  compiledSignatures,
  compiledTally,
  compiledVotes,
  compiledWindows,
  loadAddon,
} from '../../../kernels/compiled/index.js';

export const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

function kernelsOf(options: CompiledOptions) {
  return {
    ...compiledDraws(addon!, options),
    ...compiledDirections(addon!, options),
    ...compiledTally(addon!, options),
    ...compiledMemory(addon!, options),
    ...compiledSignatures(addon!, options),
    ...compiledVotes(addon!, options),
    ...compiledWindows(addon!, options),
  };
}

export type CompiledKernels = ReturnType<typeof kernelsOf>;

/** The compiled kernels for each instruction set of this machine, on one and more threads, by name. */
export const compiledKernels = (addon?.implementations ?? []).flatMap((name, implementation) =>
  [1, 2, 3].map((threads): [string, CompiledKernels] => [
    `${name}, ${threads} threads`,
    kernelsOf({ threads, implementation }),
  ]),
);
