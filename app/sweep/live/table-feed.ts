import type { RunReader } from '../../../framework/experiment/store/index.js';
import type { RunFailure, RunOutcome, Seed } from '../../../framework/index.js';
import type { SweepFeed } from '../../tui/host/sweep-feed.js';
import {
  CELL_STATES,
  type CellState,
  cellState,
  type FailureLine,
  type RunDetails,
  type SweepDelta,
  type SweepPhase,
  type SweepShape,
} from '../../tui/sweep-protocol.js';
import { Cells } from './cells.js';
import { detailsOf } from './details.js';
import { OutcomeFigures } from './figures.js';
import { TimeLeft } from './left.js';

/** What the run table does not tell. */
export interface Around {
  /** Whether somebody is at it, and begins further runs. */
  readonly at: 'work' | 'its end' | 'nothing';
  readonly engine: string | undefined;
  /** Where it is unknown, as on a cluster, time left is told by what is seen at work at once. */
  readonly slots: number | undefined;
  /** Seconds that the sweep has been driven for. */
  readonly elapsed: number;
}

/** States of the table that are looked for; what is in none of them waits. */
const SOUGHT = ['running', 'succeeded', 'failed', 'aborted'] as const;
type Sought = 0 | 1 | 2 | 3 | 4;

/**
 * A sweep as its run table shows it, read over a connection that can't write. A look reads the ids of runs by their states
 * from the index, and the rows of those alone that are in another state than before.
 */
export class TableFeed implements SweepFeed {
  readonly shape: SweepShape;
  readonly #table: RunReader;
  readonly #around: () => Around;
  readonly #cells: Cells;
  /** Prepared once: a connection keeps its statements. Bare numbers, for there may be 100,000. */
  /** [ids] where a run was seen last: 0 where it waits, else one more than its place in `SOUGHT`. */
  #seen: Uint8Array;
  /** Attempts of runs at work: one more is a run that has failed in between. */
  #attempts = new Map<number, number>();
  /** Most runs that were seen at work at once. */
  #most = 0;
  /** [cells] */
  readonly #states: Uint8Array;
  readonly #left: TimeLeft;
  readonly #figures = new OutcomeFigures();
  /** Cells whose runs have not come to an end. */
  #open: number;
  #version: number | undefined;

  /**
   * @param shape what the sweep is; the feed has its designs and replications
   * @param around asked with every look
   */
  constructor(table: RunReader, shape: SweepShape, around: () => Around) {
    const { labels, replications } = shape;
    this.shape = shape;
    this.#table = table;
    this.#around = around;
    this.#cells = new Cells(table, labels.length, replications);
    this.#seen = new Uint8Array(this.#cells.ids);
    this.#states = new Uint8Array(this.#cells.runs.length);
    this.#open = this.#states.length;
    this.#left = new TimeLeft(labels.length, replications);
  }

  take(): SweepDelta {
    const { at, engine, slots, elapsed } = this.#around();
    const changed = new Map<number, number>();
    const failures: FailureLine[] = [];
    const { version } = this.#table;
    if (version !== this.#version) {
      const first = this.#version === undefined;
      this.#version = version;
      this.#table.atOnce(() => {
        for (const run of this.#moved(first)) this.#read(run, changed, failures);
      });
    }
    return {
      type: 'delta',
      phase: this.#open === 0 ? 'finished' : PHASES[at],
      engine,
      slots,
      elapsed,
      cells: Uint32Array.from(changed.keys()),
      states: Uint8Array.from(changed.values()),
      left: at === 'nothing' ? undefined : this.#timeLeft(slots ?? this.#most),
      outcomes: [...this.#figures.names],
      figures: this.#figures.take(),
      failures,
    };
  }

  details(cell: number): RunDetails {
    return detailsOf(this.#table, cell, this.#cells.runs[cell]!, this.shape.replications);
  }

  isRunning(cell: number): boolean {
    return this.#states[cell] === cellState('running');
  }

  /** The key of the run of a cell. */
  keyOf(cell: number): string {
    return this.#table.value<string>('SELECT key FROM run WHERE id = ?', this.#cells.runs[cell])!;
  }

  #timeLeft(slots: number): number | undefined {
    return slots === 0 ? undefined : this.#left.with(slots);
  }

  /** Runs that are in another state than before, or have failed in between. */
  #moved(first: boolean): Set<number> {
    const now = new Uint8Array(this.#seen.length);
    SOUGHT.forEach((state, place) => {
      for (const id of this.#table.column<number>('SELECT id FROM run WHERE state = ?', state))
        now[id] = place + 1;
    });
    const moved = new Set<number>();
    for (let id = 1; id < now.length; id++) if (now[id] !== this.#seen[id]) moved.add(id);
    // Of runs that wait only those are told of that have failed before.
    if (first) for (const id of this.#again()) moved.add(id);
    const attempts = new Map(this.#running());
    for (const [id, count] of attempts) if ((this.#attempts.get(id) ?? count) !== count) moved.add(id);
    this.#attempts = attempts;
    this.#most = Math.max(this.#most, attempts.size);
    this.#seen = now;
    return moved;
  }

  #again(): number[] {
    return this.#table.column<number>(
      "SELECT id FROM run WHERE state IN ('pending', 'claimed') AND failure IS NOT NULL",
    );
  }

  #running(): [number, number][] {
    return this.#table
      .all<{ id: number; attempts: number }>("SELECT id, attempts FROM run WHERE state = 'running'")
      .map(({ id, attempts }) => [id, attempts]);
  }

  #read(id: number, changed: Map<number, number>, failures: FailureLine[]): void {
    const row = this.#table.one<Stored>('SELECT attempts, seed, outcome, failure FROM run WHERE id = ?', id)!;
    const state = stateOf(this.#seen[id] as Sought, row);
    const failure = row.failure === null ? undefined : (JSON.parse(row.failure) as RunFailure);
    const outcome = row.outcome === null ? undefined : (JSON.parse(row.outcome) as RunOutcome);
    for (const cell of this.#cells.of(id)) {
      const design = Math.floor(cell / this.shape.replications);
      const before = CELL_STATES[this.#states[cell]!]!;
      this.#left.moved(design, AT[before], AT[state]);
      this.#open += Number(AT[before] === 'over') - Number(AT[state] === 'over');
      this.#states[cell] = cellState(state);
      changed.set(cell, cellState(state));
      if (failure !== undefined) {
        const { reason, message } = failure;
        const seed = JSON.parse(row.seed) as Seed;
        failures.push({ cell, seed, attempts: row.attempts, reason, message });
      }
      // A run that has succeeded stays so: it is told of once.
      if (outcome === undefined || before === 'done' || before === 'retried') continue;
      this.#left.took(design, outcome.seconds);
      this.#figures.add(design, outcome.outcomes);
    }
  }
}

interface Stored {
  readonly attempts: number;
  readonly seed: string;
  readonly outcome: string | null;
  readonly failure: string | null;
}

function stateOf(seen: Sought, { failure }: Stored): CellState {
  switch (seen === 0 ? undefined : SOUGHT[seen - 1]) {
    case 'running':
      return 'running';
    case 'succeeded':
      return failure === null ? 'done' : 'retried';
    case 'failed':
      return 'failed';
    case 'aborted':
      return 'aborted';
    default:
      return failure === null ? 'pending' : 'again';
  }
}

const PHASES: Readonly<Record<Around['at'], SweepPhase>> = {
  work: 'running',
  'its end': 'draining',
  nothing: 'interrupted',
};

const AT: Readonly<Record<CellState, 'waits' | 'runs' | 'over'>> = {
  pending: 'waits',
  again: 'waits',
  running: 'runs',
  done: 'over',
  retried: 'over',
  failed: 'over',
  aborted: 'over',
};
