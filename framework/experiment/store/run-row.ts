import type { Seed } from '../../random/index.js';

/** Where a run of a sweep stands. */
export const RUN_STATES = ['pending', 'running', 'succeeded', 'failed', 'aborted'] as const;
/** One of `RUN_STATES`. */
export type SweepRunState = (typeof RUN_STATES)[number];

/** What a run that succeeded came to. Outside `seconds`, `timing` and `peakMb` it is a function of the run's key. */
export interface RunOutcome {
  /** SHA-256 over what it collected and its end, hexadecimal. */
  readonly digest: string;
  /** Steps done. */
  readonly steps: number;
  /** At its end. */
  readonly agents: number;
  /** Merkle root of its ledger, hexadecimal; null where it keeps none. */
  readonly root: string | null;
  /** Figures by name; null where the run has none. */
  readonly outcomes: Readonly<Record<string, number | null>>;
  /** Wall seconds of construction and steps. */
  readonly seconds: number;
  /** Wall seconds: by stage, and of the set-up. */
  readonly timing: {
    readonly setup_s: number;
    readonly run_s: number;
    readonly stages: Readonly<Record<string, number>>;
  };
  /** The most resident memory of its process until then, in MB of 1,024 KiB. */
  readonly peakMb: number;
}

/** Why an attempt at a run failed. */
export interface RunFailure {
  /** `lost`: its process or its machine was gone. */
  readonly reason: 'error' | 'time' | 'memory' | 'lost';
  /** For people, one line. */
  readonly message: string;
  /** The stack, or the end of the log. */
  readonly trace: string;
}

/** A row of the run table. */
export interface RunRow {
  /** SHA-256 of the resolved scenario, the seed and the model's version, hexadecimal. */
  readonly key: string;
  /** Index of its design: of the first where several come to the same run. */
  readonly design: number;
  /** Its place among the replications of its design, from 0. */
  readonly replication: number;
  /** Of all its random draws. */
  readonly seed: Seed;
  /** Where it stands. */
  readonly state: SweepRunState;
  /** How often it was begun. */
  readonly attempts: number;
  /** The shard that has it, or had it last. */
  readonly shard: string | null;
  /** Machine that it was begun on last. */
  readonly host: string | null;
  /** When the last attempt was begun, ISO 8601. */
  readonly started: string | null;
  /** When it ended, ISO 8601. */
  readonly ended: string | null;
  /** Of one that succeeded. */
  readonly outcome: RunOutcome | null;
  /** Of the last attempt that failed. */
  readonly failure: RunFailure | null;
}
