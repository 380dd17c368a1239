import type { Cycle } from '../cycle.js';
import { type Component, OFFLINE } from '../faults/index.js';
import { directionsOf, type Proposal } from '../state/proposals.js';
import { byScore } from '../state/signature.js';

/**
 * What a component votes on. What is similar to an accepted signature is merged into it; the rest is taken in a fixed
 * order (first what is on the ballot already, then score descending, id ascending), and each proposal is merged into the
 * first that it is a near-duplicate of (leader clustering). At most `ballot` leaders go to the vote; what resembles
 * none of them queues, unmerged: so the work is bounded by proposals × ballot, however many nodes shout.
 */
export async function ballotOf(cycle: Cycle, component: Component, step: number): Promise<Proposal[]> {
  const { parameters, blacklist } = cycle;
  const open = cycle.proposals.filter(
    (proposal) =>
      proposal.signature.step + parameters.network.latency <= step && proposal.isOpenIn(component),
  );
  if (open.length === 0) return [];
  open.sort(
    (a, b) =>
      Number(b.votes !== undefined) - Number(a.votes !== undefined) || byScore(a.signature, b.signature),
  );
  const accepted = blacklist.directions(blacklist.heldBy(component.members[0]!));
  const rest = await unlike(cycle, open, accepted, (proposal) => merge(cycle, proposal, component, step));
  return canonicalOf(cycle, rest, (proposal, leader) => {
    for (const author of proposal.authors) leader.authors.add(author);
    merge(cycle, proposal, component, step);
  });
}

/** The leaders among proposals, in their order, as many as go on a ballot; calls back for each that joins one of them. */
async function canonicalOf(
  cycle: Cycle,
  proposals: readonly Proposal[],
  join: (proposal: Proposal, leader: Proposal) => void,
): Promise<Proposal[]> {
  const { kernels, features, limits, parameters } = cycle;
  const most = parameters.consensus.ballot;
  const leaders: Proposal[] = [];
  // Slice by slice: all pairs are compared within a slice only, and with the leaders found before it.
  for (let from = 0; from < proposals.length; from += SLICE) {
    const slice = proposals.slice(from, from + SLICE);
    const found = leaders.slice();
    const rest = await unlike(cycle, slice, directionsOf(found, features), (proposal, l) =>
      join(proposal, found[l]!),
    );
    if (leaders.length === most || rest.length === 0) continue;
    const leader = new Int32Array(rest.length);
    await kernels.leaderClusters({
      rows: directionsOf(rest, features),
      features,
      bound: limits.merge,
      out: leader,
    });
    const admitted = new Set<number>();
    rest.forEach((proposal, i) => {
      const l = leader[i]!;
      if (l !== i) {
        if (admitted.has(l)) join(proposal, rest[l]!);
      } else if (leaders.length < most) {
        leaders.push(proposal);
        admitted.add(i);
      }
    });
  }
  return leaders;
}

const SLICE = 256;

/** Proposals that are near-duplicates of none of these directions; calls back for the others with the first they match. */
async function unlike(
  { kernels, features, limits }: Cycle,
  proposals: readonly Proposal[],
  directions: Int8Array,
  match: (proposal: Proposal, direction: number) => void,
): Promise<Proposal[]> {
  if (directions.length === 0 || proposals.length === 0) return [...proposals];
  const found = new Int32Array(proposals.length);
  await kernels.firstMatch({
    rows: directionsOf(proposals, features),
    groups: {
      slots: Uint32Array.of(0),
      starts: Uint32Array.of(0),
      lengths: Uint32Array.of(proposals.length),
    },
    features,
    signatures: directions,
    bound: limits.merge,
    applies: new Uint8Array(directions.length / features).fill(1),
    out: found,
  });
  return proposals.filter((proposal, i) => {
    if (found[i]! >= 0) match(proposal, found[i]!);
    return found[i]! < 0;
  });
}

/** A component merged a proposal into another, or into an accepted signature; parts may do so each, it counts once. */
function merge(
  { counters, reachability }: Cycle,
  proposal: Proposal,
  component: Component,
  step: number,
): void {
  if (!proposal.decisions.some(({ verdict }) => verdict === 'merged')) counters.add('merged');
  const view = reachability.component;
  proposal.decisions.push({ verdict: 'merged', step, view, component: component.id });
}

/**
 * Proposals that parts of a component decided apart, or that one part decided and the other never saw, while links
 * were cut. Nodes that were offline do not count: they catch up. Only a change brings parts together.
 */
export function reunitedIn(cycle: Cycle, component: Component, step: number): Proposal[] {
  if (cycle.reachability.since !== step) return [];
  return cycle.proposals.filter((proposal) => {
    if (!proposal.isRuled) return false;
    const up = component.members.filter((node) =>
      proposal.decisions.some(({ view }) => view[node] !== OFFLINE),
    );
    if (up.length === 0) return false;
    const first = proposal.decisionSeenBy(up[0]!);
    return up.some((node) => proposal.decisionSeenBy(node) !== first);
  });
}
