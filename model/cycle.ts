import type { NetworkSpace, RandomStreams } from '../framework/index.js';
import type { Forests, Groups, Kernels } from '../kernels/index.js';
import type { Adversaries } from './adversary/index.js';
import type { ConsensusRule } from './consensus/rules/index.js';
import type { Counters } from './counters.js';
import type { Component, Reachability } from './faults/index.js';
import type { Frame } from './frame.js';
import type { Ledger } from './ledger/index.js';
import type { SecurityParameters } from './parameters.js';
import type { Blacklist } from './state/blacklist.js';
import type { Limits } from './state/limits.js';
import type { Nodes } from './state/nodes.js';
import type { Proposal, Verdict } from './state/proposals.js';
import type { Signature } from './state/signature.js';
import type { TrafficBatch } from './traffic/traffic.js';

/** What detectors say of records, one entry a record. All but `flagged` lie on the device; see `residence.ts`. */
export interface RecordColumns {
  /** Sum of path lengths in 1/256. `detect` has it read, and `verdict`. */
  readonly path: Uint32Array;
  /** 1 where the forest flags. */
  readonly anomalous: Uint8Array;
  readonly suspect: Uint8Array;
  /** [rows, F] int8 directions in the node's frame. */
  readonly direction: Int8Array;
  /** Index of the blacklist entry that matches, or −1. */
  readonly listed: Int32Array;
  /** Index of the pending proposal of the node's own that matches, or −1. */
  readonly provisional: Int32Array;
  /** What detection says: bits of `Verdict`. */
  readonly verdict: Uint8Array;
  /** 1 where the record is not flagged. */
  readonly passed: Uint8Array;
  /** On the host: 1 where the record is flagged, by the forest or by what the node applies. */
  readonly flagged: Uint8Array;
}

/** A step's records and what the detectors said of them. */
export interface StepRecords extends RecordColumns {
  readonly batch: TrafficBatch;
  /** Nodes that are up, and the groups of their rows. */
  readonly up: Uint32Array;
  readonly received: Groups;
  /** Those of them that have a forest, and the groups of their rows: those that are looked at. */
  readonly nodes: Uint32Array;
  readonly groups: Groups;
  /** When each record came: periods of the warm-up, then one a step. */
  readonly period: Uint32Array;
  /** The period in progress; the warm-up's last while it is laid out. */
  readonly now: number;
}

/** What a component votes on in this step. */
export interface Ballot {
  readonly component: Component;
  readonly proposals: readonly Proposal[];
  /** Proposals that parts of the component had decided apart; their votes are united and tallied again. */
  readonly reunited: readonly Proposal[];
}

/** A decision of this step, to be learned by the members of the component that took it. */
export interface Decided {
  readonly proposal: Proposal;
  readonly verdict: Exclude<Verdict, 'merged'>;
  readonly component: Component;
}

/** What fitting needs, also before the first step. */
export type Fitting = Pick<
  Cycle,
  'kernels' | 'nodes' | 'forests' | 'parameters' | 'limits' | 'random' | 'counters' | 'features'
>;

/** What a stage works on: columns and small state, nothing of the truth. */
export interface Cycle {
  readonly parameters: SecurityParameters;
  readonly limits: Limits;
  readonly kernels: Kernels;
  readonly random: RandomStreams;
  readonly network: NetworkSpace;
  readonly reachability: Reachability;
  readonly adversaries: Adversaries;
  readonly rule: ConsensusRule;
  readonly ledger: Ledger;
  readonly frame: Frame;
  readonly nodes: Nodes;
  readonly forests: Forests;
  /** Whose forest a node detects with: its own slot, or the coordinator's. */
  readonly forestOf: (node: number) => number;
  readonly features: number;
  readonly warmUpPeriods: number;
  readonly blacklist: Blacklist;
  readonly counters: Counters;
  /** This step's records; set by the traffic stage, filled by detect. */
  records: StepRecords;
  /** Records on their way to the coordinator, oldest first. */
  readonly underway: StepRecords[];
  /** Signatures made in this step. */
  signatures: readonly Signature[];
  /** Proposals that some node still holds open, and those decided while the network was split. */
  proposals: Proposal[];
  /** By author: directions ([signatures, F]) of its pending proposals that it applies meanwhile. */
  provisional: ReadonlyMap<number, Int8Array>;
  /** What is voted on in this step, a component each. */
  ballots: readonly Ballot[];
  /** Decisions of this step. */
  decided: Decided[];
}
