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
  const provisional = new Map<number, Int8Array>();
  // Author by author: each has a few proposals of its own, all of them together may have many.
  for (const [author, proposals] of own) {
    const directions = directionsOf(proposals, features);
    const votes = await ask(cycle, {
      nodes: Uint32Array.of(author),
      signatures: directions,
      tolerated: limits.veto,
      persistence: limits.vetoPersistence,
      suspects: false,
    });
    const applied = proposals.filter((_, p) => votes[p] !== Vote.reject);
    if (applied.length > 0) provisional.set(author, directionsOf(applied, features));
  }
  cycle.provisional = provisional;
}
