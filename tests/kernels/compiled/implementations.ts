import {
  type CompiledOptions,
  compiledMemory,
  compiledSignatures,
  compiledVotes,
  compiledWindows,
  loadAddon,
} from '../../../kernels/compiled/index.js';

const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

function kernelsOf(options: CompiledOptions) {
  return {
    ...compiledMemory(addon!, options),
    ...compiledSignatures(addon!, options),
    ...compiledVotes(addon!, options),
    ...compiledWindows(addon!, options),
  };
}

export type CompiledKernels = ReturnType<typeof kernelsOf>;

/** The compiled kernels of memories, votes and windows for each instruction set, on one and more threads, by name. */
export const compiledKernels = (addon?.implementations ?? []).flatMap((name, implementation) =>
  [1, 2, 3].map((threads): [string, CompiledKernels] => [
    `${name}, ${threads} threads`,
    kernelsOf({ threads, implementation }),
  ]),
);

export const names = ['strongest', 'groupSignatures', 'castVotes', 'windowAppend', 'windowPurge'] as const;
