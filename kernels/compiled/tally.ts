import type { HostKernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';

/** Tallies by an addon. */
export function compiledTally(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'tally'> {
  return {
    tally({ votes, proposals, voters, weights, confirms, rejects }) {
      addon.tally(implementation, threads, votes, proposals, voters, weights, confirms, rejects);
    },
  };
}
