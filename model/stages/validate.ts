import { under } from '../../framework/random/index.js';
import { Vote } from '../../kernels/index.js';
import { ballotOf, reunitedIn } from '../consensus/ballot.js';
import type { Ballot, Cycle } from '../cycle.js';
import type { Component } from '../faults/index.js';
import { votesPayload } from '../ledger/index.js';
import { isHeld } from '../state/knowledge.js';
import { directionsOf, type Proposal } from '../state/proposals.js';
import { ask, threatMatches } from './matches.js';

/**
 * Validate: near-duplicates are merged, then every peer that the broadcast reached compares each canonical signature
 * with what it knows, all pairs at once. It rejects what is normal in its own window, confirms what one of its
 * suspects or an accepted threat matches, and abstains otherwise. Who proposed has confirmed by that, but for the
 * canonical signature's own author, who casts no vote on it.
 */
export async function validate(cycle: Cycle, step: number): Promise<void> {
  const ballots: Ballot[] = [];
  for (const component of cycle.reachability.components) {
    const reunited = reunitedIn(cycle, component, step);
    const proposals = await ballotOf(cycle, component, step);
    const all = [...reunited, ...proposals];
    if (all.length > 0) await vote(cycle, component, all, step);
    ballots.push({ component, proposals, reunited });
  }
  cycle.ballots = ballots;
}

async function vote(
  cycle: Cycle,
  component: Component,
  ballot: readonly Proposal[],
  step: number,
): Promise<void> {
  const { counters, ledger } = cycle;
  const { members } = component;
  const votes = await honestVotes(cycle, members, ballot);
  cycle.adversaries.vote(votes, members, ballot, step);
  await loseVotes(cycle, members, ballot, votes, step);
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
async function loseVotes(
  cycle: Cycle,
  members: Uint32Array,
  ballot: readonly Proposal[],
  votes: Uint8Array,
  step: number,
): Promise<void> {
  const { voteLoss } = cycle.limits;
  if (voteLoss === 0) return;
  const P = ballot.length;
  const words = new Uint32Array(members.length * P);
  const { key, id } = cycle.random.stream('vote loss');
  await cycle.kernels.randomBits({ key, stream: id, step, agents: members, out: words });
  for (let m = 0; m < members.length; m++) {
    for (let p = 0; p < P; p++) {
      if (under(words[m * P + p]!, voteLoss)) votes[p * members.length + m] = Vote.unreached;
    }
  }
}

/** A vote on the wire: the signature's id and one byte. */
const VOTE_BYTES = 33;

/** [ballot, members] what honest nodes say. */
async function honestVotes(
  cycle: Cycle,
  members: Uint32Array,
  ballot: readonly Proposal[],
): Promise<Uint8Array> {
  const { features, limits } = cycle;
  const signatures = directionsOf(ballot, features);
  const threats = await threatsLike(cycle, ballot, signatures);
  const prior = new Uint8Array(ballot.length * members.length);
  ballot.forEach((proposal, p) => {
    members.forEach((node, m) => {
      prior[p * members.length + m] = before(cycle, proposal, threats[p]!, node);
    });
  });
  return ask(cycle, {
    nodes: members,
    signatures,
    tolerated: limits.tolerated,
    persistence: limits.rejectPersistence,
    prior,
    suspects: true,
  });
}

/** What a node says before it looks at its own traffic. */
function before(cycle: Cycle, proposal: Proposal, threats: readonly Uint8Array[], node: number): Vote {
  if (node === proposal.signature.author || cycle.nodes.columns.fitted[node] === 0) return Vote.unreached;
  if (proposal.authors.has(node)) return Vote.confirm;
  if (!isReached(cycle, proposal, node)) return Vote.unreached;
  return threats.some((known) => isHeld(known[node]!)) ? Vote.confirm : Vote.abstain;
}

/** A broadcast can fail to reach a peer. */
function isReached({ limits, random }: Cycle, { signature, serial }: Proposal, node: number): boolean {
  return (
    limits.loss === 0 || !random.stream('broadcast loss').chance(limits.loss, node, signature.step, serial)
  );
}

/** Per proposal, who knows ([nodes]) the other accepted threats that it is similar to. */
async function threatsLike(
  cycle: Cycle,
  ballot: readonly Proposal[],
  signatures: Int8Array,
): Promise<Uint8Array[][]> {
  const out = await threatMatches(cycle, signatures);
  return ballot.map(({ signature }, p) =>
    cycle.blacklist.entries.flatMap((entry, e) =>
      out[e * ballot.length + p]! > 0 && entry.signature.id !== signature.id
        ? [cycle.blacklist.known(e)]
        : [],
    ),
  );
}
