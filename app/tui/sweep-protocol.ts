/**
 * What a sweep and its terminal tell one another, besides what a run and its terminal do (`protocol.ts`). A run of a sweep
 * is a number, its *cell*: design × replications + replication. Only what has changed is told, in typed arrays, so that
 * tens of thousands of runs cost little.
 */
import type { Facts } from '../../framework/view/index.js';
import type { Message } from './protocol.js';

/** What a cell shows of its run, by its number. */
export const CELL_STATES = [
  'pending',
  'running',
  'done',
  'failed',
  'aborted',
  /** Waits again after an attempt that failed. */
  'again',
  /** Done after an attempt that failed. */
  'retried',
] as const;
export type CellState = (typeof CELL_STATES)[number];

/** The number of a state of a cell. */
export const cellState = (state: CellState): number => CELL_STATES.indexOf(state);

/** What a sweep is; told first, and once. */
export interface SweepShape {
  readonly type: 'sweep';
  readonly name: string;
  /** Its folder, as people read it. */
  readonly folder: string;
  /** Whether it is driven from here: then it can be ended from here, and is not only looked at. */
  readonly drives: boolean;
  /** [designs] */
  readonly labels: readonly string[];
  readonly replications: number;
}

/** Outcomes of designs of which a run has ended. */
export interface DesignFigures {
  /** [k] the designs. */
  readonly designs: Uint32Array;
  /** [k × outcomes] over how many runs each is. */
  readonly counts: Uint32Array;
  /** [k × outcomes] NaN where there is none. */
  readonly means: Float64Array;
  /** [k × outcomes] half of the 95 % interval of the mean (Student); NaN of fewer than two runs. */
  readonly halves: Float64Array;
}

/** An attempt at a run that failed, the last one of the run. */
export interface FailureLine {
  readonly cell: number;
  readonly seed: number | string;
  readonly attempts: number;
  readonly reason: string;
  /** One line. */
  readonly message: string;
}

/** Where a sweep is: at work; ending, for it was asked to; done; or neither, and nobody is at it. */
export type SweepPhase = 'running' | 'draining' | 'finished' | 'interrupted';

/** What has changed since the last time. */
export interface SweepDelta {
  readonly type: 'delta';
  /** [k] cells, and the state of each: a number of `CELL_STATES`. */
  readonly cells: Uint32Array;
  readonly states: Uint8Array;
  readonly phase: SweepPhase;
  /** Where its runs go; undefined while nobody is at it. */
  readonly engine: string | undefined;
  /** Runs that can be at work at once; undefined where that is not known. */
  readonly slots: number | undefined;
  /** Seconds that it has been driven for. */
  readonly elapsed: number;
  /** Seconds that it will take, from what runs of its designs took; undefined before any. */
  readonly left: number | undefined;
  /** Names of the outcomes, which grow as runs bring new ones; `figures` has them in this order. */
  readonly outcomes: readonly string[];
  readonly figures: DesignFigures;
  readonly failures: readonly FailureLine[];
}

/** All that is known of one run. */
export interface RunDetails {
  readonly type: 'details';
  readonly cell: number;
  readonly facts: readonly Facts[];
  /** Lines of the trace of its last failure. */
  readonly trace: readonly string[];
}

/** What the run tells that is looked at while it is at work. */
export interface LiveMessage {
  readonly type: 'live';
  readonly cell: number;
  readonly message: Message;
}

/** Why the run can't be looked at while it is at work, or no more. */
export interface NotLive {
  readonly type: 'not-live';
  readonly cell: number;
  readonly why: string;
}

export type SweepMessage = SweepShape | SweepDelta | RunDetails | LiveMessage | NotLive;

/** What the keys of a sweep's view ask for. */
export type FromSweep =
  /** Tell about a run now and whenever it changes; none where undefined. */
  | { readonly type: 'look'; readonly cell: number | undefined }
  /** Show a run while it is at work; none where undefined. */
  | { readonly type: 'live'; readonly cell: number | undefined }
  /** End the view, and leave the sweep alone. */
  | { readonly type: 'leave' };
