import type { Cycle } from '../cycle.js';
import { type Component, OFFLINE } from '../faults/index.js';
import { Knowledge } from '../state/blacklist.js';
import type { Proposal } from '../state/proposals.js';
import { byScore } from '../state/signature.js';

/**
 * What a component votes on: near-duplicates are merged into one canonical signature each, in a fixed order (those
 * already on the ballot, then score descending, id ascending; leader clustering in that order); what is similar to an
 * accepted signature is merged into it. At most `ballot` go to the vote; the rest queue.
 */
export function ballotOf(cycle: Cycle, component: Component, step: number): Proposal[] {
  const { parameters, features, kernels, limits, blacklist, counters } = cycle;
  const open = cycle.proposals.filter(
    (proposal) =>
      proposal.signature.step + parameters.network.latency <= step && proposal.isOpenIn(component),
  );
  if (open.length === 0) return [];
  open.sort(
    (a, b) =>
      Number(b.votes !== undefined) - Number(a.votes !== undefined) || byScore(a.signature, b.signature),
  );
  const one = component.members[0]!;
  const held = Array.from(blacklist.entries.keys()).filter(
    (e) => blacklist.known(e)[one] === Knowledge.active,
  );
  const rows = new Int8Array((held.length + open.length) * features);
  rows.set(blacklist.directions(held));
  for (const [i, { signature }] of open.entries())
    rows.set(signature.direction, (held.length + i) * features);
  const leader = new Int32Array(held.length + open.length);
  kernels.leaderClusters({ rows, features, bound: limits.merge, out: leader });
  const canonical: Proposal[] = [];
  open.forEach((proposal, i) => {
    const l = leader[held.length + i]!;
    if (l === held.length + i) {
      canonical.push(proposal);
      return;
    }
    if (l >= held.length) open[l - held.length]!.authors.push(...proposal.authors);
    proposal.decisions.push({
      verdict: 'merged',
      step,
      view: cycle.reachability.component,
      component: component.id,
    });
    counters.add('merged');
  });
  return canonical.slice(0, parameters.consensus.ballot);
}

/**
 * Proposals that parts of a component decided apart, or that one part decided and the other never saw, while links
 * were cut. Nodes that were offline do not count: they catch up.
 */
export function reunitedIn(cycle: Cycle, component: Component): Proposal[] {
  return cycle.proposals.filter((proposal) => {
    if (!proposal.decisions.some(({ verdict }) => verdict === 'accepted' || verdict === 'rejected'))
      return false;
    const up = component.members.filter((node) =>
      proposal.decisions.some(({ view }) => view[node] !== OFFLINE),
    );
    const first = proposal.decisionSeenBy(up[0]!);
    return up.some((node) => proposal.decisionSeenBy(node) !== first);
  });
}
