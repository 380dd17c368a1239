import type { Ruling } from '../consensus/rules/index.js';
import type { Ballot, Cycle, Decided } from '../cycle.js';
import type { Proposal } from '../state/proposals.js';

/**
 * Agree: the consensus rule decides on the votes that a component's members have cast. What it leaves open waits
 * until `ttl`; what parts had decided apart is decided again, and supersedes.
 */
export async function agree(cycle: Cycle, step: number): Promise<void> {
  cycle.decided = [];
  for (const ballot of cycle.ballots) {
    await supersede(cycle, ballot, step);
    await decide(cycle, ballot, step);
  }
  expire(cycle, step);
  prune(cycle, step);
}

async function decide(cycle: Cycle, { component, proposals }: Ballot, step: number): Promise<void> {
  const verdicts = await verdictsOf(cycle, component.members, proposals);
  proposals.forEach((proposal, p) => {
    const verdict = verdicts[p]!;
    if (verdict !== 'pending') close(cycle, 'decision', proposal, verdict, component, step);
  });
}

/** Decides again what was decided apart; without a majority for either, agreement stands and dissent rejects. */
async function supersede(cycle: Cycle, { component, reunited }: Ballot, step: number): Promise<void> {
  const verdicts = await verdictsOf(cycle, component.members, reunited);
  reunited.forEach((proposal, p) => {
    const before = new Set(proposal.decisions.map(({ verdict }) => verdict));
    const stands = before.has('rejected') ? 'rejected' : 'accepted';
    const ruling = verdicts[p]!;
    const verdict = ruling === 'pending' ? stands : ruling;
    proposal.decisions.length = 0;
    cycle.counters.add('superseded');
    close(cycle, 'supersede', proposal, verdict, component, step);
  });
}

async function verdictsOf(
  cycle: Cycle,
  members: Uint32Array,
  proposals: readonly Proposal[],
): Promise<readonly Ruling[]> {
  if (proposals.length === 0) return [];
  const votes = new Uint8Array(proposals.length * members.length);
  proposals.forEach((proposal, p) => {
    const paper = proposal.ballotPaper();
    members.forEach((node, m) => {
      votes[p * members.length + m] = paper[node]!;
    });
  });
  const { rulings } = await cycle.rule.decide({
    votes,
    voters: members.length,
    authors: Uint32Array.from(proposals, ({ signature }) => members.indexOf(signature.author)),
    reputations: Int32Array.from(members, (node) => cycle.nodes.columns.reputation[node]!),
  });
  return rulings;
}

function close(
  cycle: Cycle,
  kind: 'decision' | 'supersede' | 'expiry',
  proposal: Proposal,
  verdict: Decided['verdict'],
  component: Ballot['component'],
  step: number,
): void {
  const { reachability, counters, ledger } = cycle;
  const { signature } = proposal;
  const isFirst = !proposal.decisions.some((decision) => decision.verdict === verdict);
  proposal.decisions.push({ verdict, step, view: reachability.component, component: component.id });
  ledger.append({
    kind,
    step,
    node: null,
    signature: signature.id,
    payload: { component: component.id, verdict, ...proposal.count(component.members) },
  });
  // Parts may decide on one signature each; it counts once.
  if (kind !== 'supersede' && isFirst) counters.add(verdict);
  cycle.decided.push({ proposal, verdict, component });
}

/** A proposal that found no quorum in time expires, without loss of reputation. */
function expire(cycle: Cycle, step: number): void {
  for (const component of cycle.reachability.components) {
    for (const proposal of cycle.proposals) {
      if (!isOverdue(cycle, proposal, step) || !proposal.isOpenIn(component)) continue;
      close(cycle, 'expiry', proposal, 'expired', component, step);
    }
  }
}

const isOverdue = ({ parameters }: Cycle, { signature }: Proposal, step: number): boolean =>
  step - signature.step - parameters.network.latency >= parameters.consensus.ttl;

/**
 * While the network is whole nothing that is decided comes back. While it is split, what a part accepted or rejected
 * waits for the parts to meet; what was merged or expired only until it would have expired everywhere.
 */
function prune(cycle: Cycle, step: number): void {
  const isSplit = cycle.reachability.components.length > 1;
  cycle.proposals = cycle.proposals.filter(
    (proposal) =>
      proposal.decisions.length === 0 || (isSplit && (proposal.isRuled || !isOverdue(cycle, proposal, step))),
  );
}
