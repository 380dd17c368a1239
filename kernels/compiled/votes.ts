import type { CastVotes, Kernels } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { compiledBound } from './bound.js';

export type VoteKernels = Pick<Kernels, 'castVotes'>;

/** Votes by an addon. A call returns when all of its work is done; columns are used where they lie. */
export function compiledVotes(addon: Addon, { threads, implementation = 0 }: CompiledOptions): VoteKernels {
  return {
    castVotes(job: CastVotes) {
      const { features, signatures, windows, suspects, tolerated, persistence, prior, out } = job;
      addon.castVotes(
        implementation,
        threads,
        features,
        compiledBound(job),
        signatures,
        windows.rows,
        windows.groups.slots,
        windows.groups.starts,
        windows.groups.lengths,
        windows.periods,
        windows.gate,
        tolerated,
        persistence,
        prior,
        out,
        suspects?.rows,
        suspects?.groups.slots,
        suspects?.groups.starts,
        suspects?.groups.lengths,
      );
    },
  };
}
