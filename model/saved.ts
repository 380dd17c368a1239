import type { PopulationState } from '../framework/index.js';
import type { Counters } from './counters.js';
import type { Cycle, StepRecords } from './cycle.js';
import type { Reachability } from './faults/index.js';
import type { LedgerPosition } from './ledger/index.js';
import { settle } from './residence.js';
import type { BlacklistState } from './state/blacklist.js';
import { Proposal, type ProposalState } from './state/proposals.js';

/** What a checkpoint keeps of a cycle: all that a step leaves to the next one, and nothing that a step makes anew. */
export interface CycleState {
  readonly nodes: PopulationState;
  readonly forests: { readonly split: Uint32Array; readonly leaf: Uint16Array };
  readonly reachability: ReturnType<Reachability['save']>;
  readonly blacklist: BlacklistState;
  readonly proposals: readonly ProposalState[];
  readonly provisional: ReadonlyMap<number, Int8Array>;
  readonly underway: readonly StepRecords[];
  readonly counters: ReturnType<Counters['save']>;
  readonly ledger: LedgerPosition;
}

export function saveCycle(cycle: Cycle): CycleState {
  const { nodes, forests, reachability, blacklist, proposals, provisional, underway, counters, ledger } =
    cycle;
  return {
    nodes: nodes.save(),
    forests: { split: forests.split, leaf: forests.leaf },
    reachability: reachability.save(),
    blacklist: blacklist.save(),
    proposals: proposals.map((proposal) => proposal.save()),
    provisional,
    underway,
    counters: counters.save(),
    ledger: ledger.save(),
  };
}

/** Puts a cycle, as it was just prepared, where another one was. */
export function restoreCycle(cycle: Cycle, saved: CycleState): void {
  cycle.nodes.restore(saved.nodes);
  cycle.forests.split.set(saved.forests.split);
  cycle.forests.leaf.set(saved.forests.leaf);
  cycle.reachability.restore(saved.reachability);
  cycle.blacklist.restore(saved.blacklist);
  cycle.proposals = saved.proposals.map((proposal) => Proposal.from(proposal));
  // A branch may do without.
  if (cycle.parameters.learning.provisional) cycle.provisional = saved.provisional;
  cycle.underway.push(...saved.underway);
  cycle.counters.restore(saved.counters);
  cycle.ledger.restore(saved.ledger);
  settle(cycle);
}
