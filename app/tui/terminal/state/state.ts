import type { Mark } from '../../pace.js';
import type { AgentFacts, Begin, Ended, LogLine, MapState, RunShape } from '../../protocol.js';
import type { History } from './history.js';
import { NOTHING, type Tail } from './tail.js';

export type Tab = 'overview' | 'charts' | 'map' | 'feed' | 'log' | 'runs' | 'agent';

/** The run at work. */
export interface Current {
  readonly begin: Begin;
  /** Seconds of the run's own clock with the last frame, and of the terminal's when that came. */
  readonly clock: number;
  readonly heard: number;
  readonly done: number;
  readonly stage: number;
  readonly seconds: readonly number[];
  readonly rss: number;
  /** Agents that can be inspected now. */
  readonly inspectable: number;
  /** The host waits between two steps. */
  readonly paused: boolean;
  readonly history: History;
  /** One entry a view. */
  readonly maps: readonly MapState[];
  /** [views] the latest rows of feeds, [columns] each. */
  readonly feeds: readonly Tail<readonly string[]>[];
  /** Steps done and when, over the last seconds without a pause. */
  readonly marks: readonly Mark[];
}

/** A line of the table of runs. */
export interface RunRow {
  readonly run: RunShape;
  readonly state: Ended['state'] | 'running';
  readonly steps: number;
  readonly outcomes: Ended['outcomes'];
  readonly seconds: number;
}

/** A line that is being typed: what to search for, or an agent's number. */
export interface Prompt {
  readonly kind: 'search' | 'agent';
  readonly text: string;
  /** What Esc brings back. */
  readonly before: string;
}

/** All that the terminal shows; no part of it is ever changed in place. */
export interface State {
  readonly title: string;
  /** Of a run of a sweep that is looked at from its sweep's view, which it can't be held up or ended from. */
  readonly guest: 'at work' | 'over' | undefined;
  readonly columns: number;
  readonly rows: number;
  /** Seconds of the terminal's clock. */
  readonly now: number;
  readonly current: Current | undefined;
  readonly runs: readonly RunRow[];
  readonly log: Tail<LogLine>;
  readonly tab: Tab;
  /** Which of several maps and feeds is shown, counted among themselves. */
  readonly map: number;
  readonly feed: number;
  /** Lines that a tab is scrolled by: back from the end in log and feed, down from the top elsewhere. */
  readonly scroll: Readonly<Record<Tab | 'help', number>>;
  readonly level: LogLine['level'];
  readonly search: { readonly log: string; readonly feed: string };
  readonly prompt: Prompt | undefined;
  /** The agent whose cell of the map the cursor is on. */
  readonly cursor: number;
  readonly help: boolean;
  readonly question: boolean;
  /** Paused or not, as asked for and not yet answered. */
  readonly wanted: boolean | undefined;
  /** How often the run was asked to end. */
  readonly interrupts: number;
  /** Milliseconds between frames. */
  readonly every: number;
  /** The agent that is looked at; what is known of it comes with frames. */
  readonly agent: number | undefined;
  readonly facts: AgentFacts | undefined;
}

export function initial(columns: number, rows: number, now = 0): State {
  return {
    title: '',
    guest: undefined,
    columns,
    rows,
    now,
    current: undefined,
    runs: [],
    log: NOTHING,
    tab: 'overview',
    map: 0,
    feed: 0,
    scroll: { overview: 0, charts: 0, map: 0, feed: 0, log: 0, runs: 0, agent: 0, help: 0 },
    level: 'info',
    search: { log: '', feed: '' },
    prompt: undefined,
    cursor: 0,
    help: false,
    question: false,
    wanted: undefined,
    interrupts: 0,
    every: 200,
    agent: undefined,
    facts: undefined,
  };
}
