import { marked } from '../../../pace.js';
import type { LogLine, Message } from '../../../protocol.js';
import {
  CELL_STATES,
  type DesignFigures,
  type FailureLine,
  type LiveMessage,
  type NotLive,
  type SweepDelta,
} from '../../../sweep-protocol.js';
import type { Told } from '../../scene.js';
import { type Next, next } from '../../state/event.js';
import { received } from '../../state/messages.js';
import { passes } from '../../state/select.js';
import { initial } from '../../state/state.js';
import { appended } from '../../state/tail.js';
import { ended } from './select.js';
import type { Figure, Figures, SweepState } from './state.js';

/** Seconds that the rate looks back: runs take seconds to minutes. */
const SPAN = 60;
/** Failures that are kept: the latest. */
const MOST_FAILURES = 10_000;

/** The state after a message of the sweep's process. */
export function told(state: SweepState, message: Told): Next<SweepState> {
  switch (message.type) {
    case 'open':
      return next({ ...state, title: message.title });
    case 'sweep': {
      const runs = message.labels.length * message.replications;
      const counts = CELL_STATES.map((name) => (name === 'pending' ? runs : 0));
      return next({ ...state, sweep: message, cells: new Uint8Array(runs), counts });
    }
    case 'delta':
      return next(changed(state, message));
    case 'log':
      return next(logged(state, message));
    case 'details':
      return next(message.cell === state.looked ? { ...state, details: message } : state);
    case 'live':
      return next(lived(state, message));
    case 'not-live':
      return next(over(state, message));
    default:
      return next(state);
  }
}

function changed(state: SweepState, delta: SweepDelta): SweepState {
  const { cells: at, states, phase, engine, slots, elapsed, left, outcomes } = delta;
  const cells = at.length === 0 ? state.cells : state.cells.slice();
  const counts = [...state.counts];
  for (let i = 0; i < at.length; i++) {
    counts[cells[at[i]!]!]!--;
    counts[states[i]!]!++;
    cells[at[i]!] = states[i]!;
  }
  return {
    ...state,
    cells,
    counts,
    phase,
    engine,
    slots,
    elapsed,
    left,
    heard: state.now,
    marks: marked(state.marks, { done: ended(counts), at: elapsed }, SPAN),
    figures: figured(state.figures, outcomes, delta.figures),
    failures: failed(state.failures, delta.failures),
  };
}

function figured(before: Figures, outcomes: readonly string[], more: DesignFigures): Figures {
  if (more.designs.length === 0) return before;
  const designs = new Map(before.designs);
  const { counts, means, halves } = more;
  more.designs.forEach((design, k) => {
    const own = outcomes.map((_, o): Figure => {
      const at = k * outcomes.length + o;
      return { count: counts[at]!, mean: means[at]!, half: halves[at]! };
    });
    designs.set(design, own);
  });
  return { outcomes, designs };
}

function failed(
  before: ReadonlyMap<number, FailureLine>,
  more: readonly FailureLine[],
): ReadonlyMap<number, FailureLine> {
  if (more.length === 0) return before;
  const all = new Map(before);
  for (const failure of more) {
    all.delete(failure.cell);
    all.set(failure.cell, failure);
  }
  for (const cell of all.keys()) {
    if (all.size <= MOST_FAILURES) break;
    all.delete(cell);
  }
  return all;
}

function logged(state: SweepState, line: LogLine): SweepState {
  const log = appended(state.log, [line]);
  if (state.scroll.log === 0 || !passes(state, line)) return { ...state, log };
  return { ...state, log, scroll: { ...state.scroll, log: Math.min(log.length, state.scroll.log + 1) } };
}

/** The run's own view hears what the run tells, as if there were no sweep around it. */
function lived(state: SweepState, { cell, message }: LiveMessage): SweepState {
  const { live } = state;
  if (live === undefined || live.cell !== cell) return state;
  const before = live.state ?? begunIn(state, message);
  if (before === undefined) return state;
  const after = received({ ...before, now: state.now }, message).state;
  return { ...state, live: { ...live, state: after, why: undefined } };
}

/** A view that is open stays as it is. */
function over(state: SweepState, { cell, why }: NotLive): SweepState {
  const { live } = state;
  if (live?.cell !== cell) return state;
  const after = live.state === undefined ? undefined : { ...live.state, guest: 'over' as const };
  return { ...state, live: { ...live, state: after, why } };
}

/** A run tells of itself from its `begin` on. */
const begunIn = (state: SweepState, message: Message) =>
  message.type === 'begin'
    ? { ...initial(state.columns, state.rows, state.now), title: state.title, guest: 'at work' as const }
    : undefined;
