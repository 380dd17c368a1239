import type { Seed } from '../../random/index.js';
import type { Design } from '../design/design.js';
import type { SweepRunState } from './run-row.js';

/** A replication of a design, and the run that it comes to. */
export interface SweepMember {
  /** Index of its design. */
  readonly design: number;
  /** From 0. */
  readonly replication: number;
  readonly seed: Seed;
  /** Key of the run; two members with one key share their run. */
  readonly key: string;
}

/** What a run table is made of. */
export interface SweepContent {
  readonly name: string;
  /** How often a run may be begun before it has failed for good, at least 1. */
  readonly attempts: number;
  readonly designs: Iterable<Design>;
  /** In the order of designs, then of replications: the order in which runs are begun. */
  readonly members: Iterable<SweepMember>;
}

/** What another process asks of who drives the sweep: to end every run at once, or to let those that run come to their end. */
export type ControlKind = 'cancel' | 'drain';

/** A request that waits for its answer. */
export interface ControlRequest {
  readonly id: number;
  readonly kind: ControlKind;
  /** Who asked, for people. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Which runs are meant; every field that is given must hold. */
export interface RunFilter {
  readonly state?: SweepRunState;
  /** Index of the design that they stand under. */
  readonly design?: number;
  readonly shard?: string;
}
