import type { Mark } from '../../../pace.js';
import type { LogLine } from '../../../protocol.js';
import {
  CELL_STATES,
  type FailureLine,
  type RunDetails,
  type SweepPhase,
  type SweepShape,
} from '../../../sweep-protocol.js';
import type { Prompt, State } from '../../state/state.js';
import { NOTHING, type Tail } from '../../state/tail.js';

export type SweepTab = 'overview' | 'designs' | 'failures' | 'run' | 'log';

/** Outcomes of all designs. */
export interface Figures {
  readonly outcomes: readonly string[];
  /** By design, [outcomes] each; what is missing has not been told yet. */
  readonly designs: ReadonlyMap<number, readonly Figure[]>;
}

export interface Figure {
  readonly count: number;
  readonly mean: number;
  readonly half: number;
}

/** What is asked to be seen of one run at work. */
export interface Live {
  readonly cell: number;
  /** Its own view, once it has told of itself. */
  readonly state: State | undefined;
  /** Why there is none, or no more. */
  readonly why: string | undefined;
}

/** All that the terminal shows of a sweep; no part of it is ever changed in place. */
export interface SweepState {
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  /** Seconds of the terminal's clock. */
  readonly now: number;
  readonly sweep: SweepShape | undefined;
  /** [designs × replications] numbers of `CELL_STATES`. */
  readonly cells: Uint8Array;
  /** [states] how many cells are in each. */
  readonly counts: readonly number[];
  readonly phase: SweepPhase;
  readonly engine: string | undefined;
  readonly slots: number | undefined;
  /** Seconds that it has been driven for, and when that was heard. */
  readonly elapsed: number;
  readonly left: number | undefined;
  readonly heard: number;
  /** Runs that have ended and when, over the last minute. */
  readonly marks: readonly Mark[];
  readonly figures: Figures;
  /** By cell, the latest last. */
  readonly failures: ReadonlyMap<number, FailureLine>;
  readonly log: Tail<LogLine>;
  readonly level: LogLine['level'];
  readonly tab: SweepTab;
  /** Lines that a tab is scrolled by: back from the end in the log, down from the top elsewhere. */
  readonly scroll: Readonly<Record<'run' | 'log' | 'help', number>>;
  readonly search: { readonly log: string; readonly sweep: string };
  readonly prompt: Prompt | undefined;
  /** The run whose cell the cursor is on. */
  readonly cursor: number;
  /** Line of the list that the cursor is on. */
  readonly chosen: { readonly designs: number; readonly failures: number };
  /** The column that designs are ordered by: 0 for their own order. */
  readonly order: { readonly column: number; readonly down: boolean };
  readonly help: boolean;
  readonly question: boolean;
  readonly interrupts: number;
  /** Milliseconds between frames. */
  readonly every: number;
  /** The run that is looked at, and the tab that Esc goes back to. */
  readonly looked: number | undefined;
  readonly back: SweepTab;
  readonly details: RunDetails | undefined;
  readonly live: Live | undefined;
}

export function initialSweep(columns: number, rows: number, now = 0): SweepState {
  return {
    title: '',
    columns,
    rows,
    now,
    sweep: undefined,
    cells: new Uint8Array(0),
    counts: CELL_STATES.map(() => 0),
    phase: 'running',
    engine: undefined,
    slots: undefined,
    elapsed: 0,
    left: undefined,
    heard: now,
    marks: [],
    figures: { outcomes: [], designs: new Map() },
    failures: new Map(),
    log: NOTHING,
    level: 'info',
    tab: 'overview',
    scroll: { run: 0, log: 0, help: 0 },
    search: { log: '', sweep: '' },
    prompt: undefined,
    cursor: 0,
    chosen: { designs: 0, failures: 0 },
    order: { column: 0, down: false },
    help: false,
    question: false,
    interrupts: 0,
    every: 200,
    looked: undefined,
    back: 'overview',
    details: undefined,
    live: undefined,
  };
}
