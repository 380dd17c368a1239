import type { CastVotes, HostKernels } from '../kernels.js';
import { reachableBound } from '../matching/bound.js';
import type { Addon, CompiledOptions } from './addon.js';
import { groupColumns } from './columns.js';

/** Votes by an addon. */
export function compiledVotes(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'castVotes'> {
  return {
    castVotes(job: CastVotes) {
      const { features, signatures, windows, suspects, tolerated, persistence, prior, out } = job;
      addon.castVotes(
        implementation,
        threads,
        features,
        reachableBound(job),
        signatures,
        windows.rows,
        ...groupColumns(windows.groups),
        windows.periods,
        windows.gate,
        tolerated,
        persistence,
        prior,
        out,
        ...(suspects === undefined ? [undefined] : [suspects.rows, ...groupColumns(suspects.groups)]),
      );
    },
  };
}
