import type { Kernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';

export type TallyKernels = Pick<Kernels, 'tally'>;

/** Tallies by an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledTally(addon: Addon, { threads, implementation = 0 }: CompiledOptions): TallyKernels {
  return {
    tally({ votes, proposals, voters, weights, confirms, rejects }) {
      addon.tally(implementation, threads, votes, proposals, voters, weights, confirms, rejects);
    },
  };
}
