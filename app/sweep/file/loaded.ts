import type { Design, SampleMethod, Seed } from '../../../framework/index.js';
import type { Keep, RunLimits, Subject } from '../shard.js';
import type { Threshold } from '../thresholds/index.js';

/** A sweep as resolved: all that is needed to run it, wherever it came from. */
export interface LoadedSweep {
  readonly name: string;
  readonly description: string | undefined;
  /** The sweep file, as it was named. */
  readonly file: string;
  readonly subject: Subject;
  /** Version of Starling whose results these are. */
  readonly version: string;
  /** SHA-256 over the code of a module of the user's own; undefined for other subjects. */
  readonly code: string | undefined;
  /** Root of the seeds. */
  readonly seed: Seed;
  /** Runs of each design. */
  readonly replications: number;
  readonly designs: readonly ResolvedDesign[];
  /** By design, and within one by replication. */
  readonly members: readonly Member[];
  /** Where the designs are sampled: how. */
  readonly sample: Sampled | undefined;
  readonly thresholds: readonly Threshold[];
  readonly keep: Keep;
  readonly limits: SweepLimits;
}

/**
 * How designs were sampled. The sample varies faster than all other sections: with `designs` as d, the designs 0 to
 * d − 1 are the first whole sample, those from d to 2d − 1 the second, under other values of the other sections.
 */
export interface Sampled {
  readonly method: SampleMethod;
  /** Points; of `saltelli` the base points. */
  readonly count: number;
  /** In the order of their dimensions. */
  readonly parameters: readonly string[];
  /** Designs of one whole sample. */
  readonly designs: number;
}

export interface ResolvedDesign {
  readonly design: Design;
  /**
   * Every parameter of its runs but the seed. Of a scenario: what `scenarioSchema` answers, without arms, with one
   * replication. Of a model: its parameters, and `steps`.
   */
  readonly scenario: object;
}

/** A place in a sweep; where two have one key, they are one run. */
export interface Member {
  /** Index of the design. */
  readonly design: number;
  /** Index of the replication, from 0. */
  readonly replication: number;
  readonly seed: Seed;
  /** SHA-256 of the resolved scenario, the seed and the model's version, hexadecimal. */
  readonly key: string;
}

export interface SweepLimits extends RunLimits {
  /** How often a run is tried. */
  readonly attempts: number;
}
