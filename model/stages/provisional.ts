import type { Cycle } from '../cycle.js';
import { isNormal, windowMatches } from './matches.js';

/** Authors apply their own pending proposals until these are decided, but not what is normal in their own windows. */
export function applyOwn(cycle: Cycle): void {
  const { parameters, features, limits, nodes } = cycle;
  if (!parameters.learning.provisional) return;
  const pending = cycle.proposals.filter(({ decisions }) => decisions.length === 0);
  const authors = Uint32Array.from(new Set(pending.flatMap((proposal) => proposal.authors))).sort();
  const signatures = new Int8Array(pending.length * features);
  for (const [p, { signature }] of pending.entries()) signatures.set(signature.direction, p * features);
  const matches = windowMatches(cycle, authors, signatures);
  const applies = (node: number, p: number): boolean => {
    const at = authors.indexOf(node);
    return (
      nodes.columns.fitted[node] === 1 &&
      !isNormal(matches, at, at * pending.length + p, limits.veto, limits.vetoPersistence)
    );
  };
  cycle.provisional = pending.map((proposal, p) => ({
    proposal,
    authors: Uint32Array.from(new Set(proposal.authors.filter((node) => applies(node, p)))),
  }));
}
