import { Vote } from '../../kernels/index.js';
import { ballotOf, reunitedIn } from '../consensus/ballot.js';
import type { Cycle } from '../cycle.js';
import type { Component } from '../faults/index.js';
import { votesPayload } from '../ledger/index.js';
import { isHeld } from '../state/knowledge.js';
import { directionsOf, type Proposal } from '../state/proposals.js';
import { isNormal, suspectMatches, threatMatches, windowMatches } from './matches.js';

/**
 * Validate: near-duplicates are merged, then every peer that the broadcast reached compares each canonical signature
 * with what it knows, all pairs at once. It rejects what is normal in its own window, confirms what one of its
 * suspects or an accepted threat matches, and abstains otherwise. Who proposed has confirmed by that, but for the
 * canonical signature's own author, who casts no vote on it.
 */
export function validate(cycle: Cycle, step: number): void {
  cycle.ballots = cycle.reachability.components.map((component) => {
    const reunited = reunitedIn(cycle, component, step);
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
    let cast = 0;
    members.forEach((node, m) => {
      const word = after(paper[node]!, votes[p * members.length + m]!);
      if (word === paper[node]) return;
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
        authors: [...proposal.authors].sort((a, b) => a - b),
        ...votesPayload(paper),
      },
    });
  });
}

/** What a paper says after a word: a confirm stays until its voter rejects, and a voter out of reach changes nothing. */
function after(before: number, word: number): number {
  if (word === Vote.unreached) return before;
  return word === Vote.abstain && before === Vote.confirm ? before : word;
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
  const { features, limits } = cycle;
  const P = ballot.length;
  const signatures = directionsOf(ballot, features);
  const inWindow = windowMatches(cycle, members, signatures);
  const inSuspects = suspectMatches(cycle, members, signatures);
  const threats = threatsLike(cycle, ballot, signatures);
  const votes = new Uint8Array(P * members.length);
  const word = (proposal: Proposal, p: number, node: number, m: number): Vote => {
    const hasProposed = proposal.authors.has(node);
    if (!hasProposed && !isReached(cycle, proposal, node)) return Vote.unreached;
    if (isNormal(inWindow, m, m * P + p, limits.tolerated, limits.rejectPersistence)) return Vote.reject;
    const isKnown = inSuspects[m * P + p]! > 0 || threats[p]!.some((known) => isHeld(known[node]!));
    return hasProposed || isKnown ? Vote.confirm : Vote.abstain;
  };
  ballot.forEach((proposal, p) => {
    members.forEach((node, m) => {
      const canVote = node !== proposal.signature.author && cycle.nodes.columns.fitted[node] === 1;
      votes[p * members.length + m] = canVote ? word(proposal, p, node, m) : Vote.unreached;
    });
  });
  return votes;
}

/** A broadcast can fail to reach a peer. */
function isReached({ limits, random }: Cycle, { signature, serial }: Proposal, node: number): boolean {
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
