import { Vote } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { directionsOf, type Proposal } from '../state/proposals.js';
import { ask } from './matches.js';

/** Authors apply their own pending proposals until these are decided, but not what is normal in their own windows. */
export async function applyOwn(cycle: Cycle): Promise<void> {
  const { parameters, features, limits, nodes } = cycle;
  if (!parameters.learning.provisional) return;
  const own = new Map<number, Proposal[]>();
  for (const proposal of cycle.proposals) {
    if (proposal.decisions.length > 0) continue;
    for (const author of proposal.authors) {
      if (nodes.columns.fitted[author] === 0) continue;
      const list = own.get(author);
      if (list === undefined) own.set(author, [proposal]);
      else list.push(proposal);
    }
  }
  // Author by author: each has a few proposals of its own, all of them together may have many.
  const applied = await Promise.all(
    Array.from(own, async ([author, proposals]): Promise<[number, Proposal[]]> => {
      const votes = await ask(cycle, {
        nodes: Uint32Array.of(author),
        signatures: directionsOf(proposals, features),
        tolerated: limits.veto,
        persistence: limits.vetoPersistence,
        suspects: false,
      });
      return [author, proposals.filter((_, p) => votes[p] !== Vote.reject)];
    }),
  );
  cycle.provisional = new Map(
    applied.flatMap(([author, proposals]) =>
      proposals.length > 0 ? [[author, directionsOf(proposals, features)]] : [],
    ),
  );
}
