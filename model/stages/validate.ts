import { Vote } from '../../kernels/index.js';
import { ballotOf, reunitedIn } from '../consensus/ballot.js';
import type { Cycle } from '../cycle.js';
import type { Component } from '../faults/index.js';
import { votesPayload } from '../ledger/index.js';
import { Knowledge } from '../state/blacklist.js';
import type { Proposal } from '../state/proposals.js';
import { suspectMatches, threatMatches, windowMatches } from './matches.js';

/**
 * Validate: near-duplicates are merged, then every peer that the broadcast reached compares each canonical signature
 * with what it knows, all pairs at once. It rejects what matches more than the tolerated share of its own window,
 * confirms what one of its suspects or an accepted threat matches, and abstains otherwise.
 */
export function validate(cycle: Cycle, step: number): void {
  cycle.ballots = cycle.reachability.components.map((component) => {
    const reunited = reunitedIn(cycle, component);
    const proposals = ballotOf(cycle, component, step);
    const all = [...reunited, ...proposals];
    if (all.length > 0) vote(cycle, component, all, step);
    return { component, proposals, reunited };
  });
}

function vote(cycle: Cycle, component: Component, ballot: readonly Proposal[], step: number): void {
  const { counters, ledger } = cycle;
  const { members } = component;
  const votes = honestVotes(cycle, members, ballot);
  cycle.adversaries.vote(votes, members, ballot, step);
  loseVotes(cycle, members, ballot, votes, step);
  ballot.forEach((proposal, p) => {
    const paper = proposal.ballotPaper();
    let cast = countProposers(proposal, paper);
    members.forEach((node, m) => {
      const word = votes[p * members.length + m]!;
      const before = paper[node]!;
      if (before === Vote.confirm || before === Vote.reject || word === Vote.unreached || word === before)
        return;
      paper[node] = word;
      cast++;
    });
    if (cast === 0) return;
    counters.add('votes', cast);
    counters.add('messages', cast);
    counters.add('bytes', cast * VOTE_BYTES);
    ledger.append({
      kind: 'votes',
      step,
      node: null,
      signature: proposal.signature.id,
      payload: {
        component: component.id,
        authors: [...new Set(proposal.authors)].sort((a, b) => a - b),
        ...votesPayload(paper),
      },
    });
  });
}

/**
 * A node votes by having proposed: those whose signatures were merged into this one stand for it, its own author
 * does not count. Returns how many are new.
 */
function countProposers({ authors, signature }: Proposal, paper: Uint8Array): number {
  let fresh = 0;
  for (const node of authors) {
    if (node === signature.author || paper[node] === Vote.confirm) continue;
    paper[node] = Vote.confirm;
    fresh++;
  }
  return fresh;
}

/** Votes that are lost on their way can be cast again in the next step. */
function loseVotes(
  cycle: Cycle,
  members: Uint32Array,
  ballot: readonly Proposal[],
  votes: Uint8Array,
  step: number,
): void {
  const { voteLoss } = cycle.limits;
  if (voteLoss === 0) return;
  const lost = cycle.random.stream('vote loss');
  members.forEach((node, m) => {
    for (let p = 0; p < ballot.length; p++) {
      if (lost.chance(voteLoss, node, step, p)) votes[p * members.length + m] = Vote.unreached;
    }
  });
}

/** A vote on the wire: the signature's id and one byte. */
const VOTE_BYTES = 33;

/** [ballot, members] what honest nodes say. */
function honestVotes(cycle: Cycle, members: Uint32Array, ballot: readonly Proposal[]): Uint8Array {
  const { nodes, features, limits } = cycle;
  const P = ballot.length;
  const signatures = new Int8Array(P * features);
  for (const [p, { signature }] of ballot.entries()) signatures.set(signature.direction, p * features);
  const inWindow = windowMatches(cycle, members, signatures);
  const inSuspects = suspectMatches(cycle, members, signatures);
  const threats = threatsLike(cycle, ballot, signatures);
  const votes = new Uint8Array(P * members.length);
  ballot.forEach((proposal, p) => {
    members.forEach((node, m) => {
      const held = nodes.columns.windowCount[node]!;
      const at = m * P + p;
      votes[p * members.length + m] = !canVote(cycle, proposal, node)
        ? Vote.unreached
        : inWindow[at]! * 1_000_000 > limits.tolerated * held
          ? Vote.reject
          : inSuspects[at]! > 0 || threats[p]!.some((known) => known[node] === Knowledge.active)
            ? Vote.confirm
            : Vote.abstain;
    });
  });
  return votes;
}

/**
 * Authors have voted by having proposed, a node that has no forest yet knows nothing to compare with, and a broadcast
 * can fail to reach a peer.
 */
function canVote(
  { nodes, limits, random }: Cycle,
  { authors, signature, serial }: Proposal,
  node: number,
): boolean {
  if (authors.includes(node) || nodes.columns.fitted[node] === 0) return false;
  return (
    limits.loss === 0 || !random.stream('broadcast loss').chance(limits.loss, node, signature.step, serial)
  );
}

/** Per proposal, who knows ([nodes]) the other accepted threats that it is similar to. */
function threatsLike(cycle: Cycle, ballot: readonly Proposal[], signatures: Int8Array): Uint8Array[][] {
  const out = threatMatches(cycle, signatures);
  return ballot.map(({ signature }, p) =>
    cycle.blacklist.entries.flatMap((entry, e) =>
      out[e * ballot.length + p]! > 0 && entry.signature.id !== signature.id
        ? [cycle.blacklist.known(e)]
        : [],
    ),
  );
}
