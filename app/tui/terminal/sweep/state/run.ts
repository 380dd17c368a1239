import type { FromTerminal } from '../../../protocol.js';
import { type Next, next } from '../../state/event.js';
import { pressed } from '../../state/keys.js';
import type { State } from '../../state/state.js';
import { scrolledBy } from './scroll.js';
import { stateAt } from './select.js';
import type { SweepState } from './state.js';

/** Opens a run: what is known of it is asked for, and with `live` also its own view where it is at work. */
export function look(state: SweepState, cell: number, live = false): Next<SweepState> {
  const inside = Math.max(0, Math.min(state.cells.length - 1, cell));
  if (state.cells.length === 0) return next(state);
  const details = state.details?.cell === inside ? state.details : undefined;
  const back = state.tab === 'run' ? state.back : state.tab;
  const scroll = { ...state.scroll, run: 0 };
  const after: SweepState = { ...state, tab: 'run', back, looked: inside, cursor: inside, details, scroll };
  const { state: open, send } = watched(after, live && isAtWork(after, inside) ? inside : undefined);
  return next(open, { type: 'look', cell: inside }, ...send);
}

/** Leaves the run: nothing more is asked about it. */
export function lookedAway(state: SweepState): Next<SweepState> {
  const { state: after, send } = watched(state, undefined);
  return next(after, ...send, { type: 'look', cell: undefined });
}

export const isAtWork = (state: SweepState, cell: number): boolean => stateAt(state, cell) === 'running';

/** Asks for the view of a run at work, or for none. */
function watched(state: SweepState, cell: number | undefined): Next<SweepState> {
  if (cell === undefined && state.live === undefined) return next(state);
  const live = cell === undefined ? undefined : { cell, state: undefined, why: undefined };
  return next({ ...state, live }, { type: 'live', cell });
}

/** Keys of the tab of a run. */
export function runKeys(state: SweepState, key: string): Next<SweepState> | undefined {
  const runs = state.cells.length;
  const cell = state.looked ?? state.cursor;
  switch (key) {
    case 'n':
    case 'right':
      return runs === 0 ? undefined : look(state, (cell + 1) % runs);
    case 'b':
    case 'left':
      return runs === 0 ? undefined : look(state, (cell + runs - 1) % runs);
    case 'enter':
      return look(state, cell, true);
    case 'escape':
      return lookedAway({ ...state, tab: state.back });
    default: {
      const after = scrolledBy(state, 'run', key);
      return after === state ? undefined : next(after);
    }
  }
}

/** Messages of a run's own view that reach a run of a sweep: it can't be held up, or ended, from here. */
const REACHING: readonly FromTerminal['type'][] = ['inspect', 'pace'];

/** Keys while a run's own view is open: all of its own, but those that would hold it up; Esc and q lead back. */
export function liveKeys(state: SweepState, run: State, key: string): Next<SweepState> {
  const free = run.prompt === undefined && !run.help;
  const searches = run.search.log !== '' || run.search.feed !== '';
  if (free && (key === 'q' || (key === 'escape' && !searches))) return watched(state, undefined);
  if (free && ['p', ' ', 's', '.'].includes(key)) return next(state);
  const { state: after, send } = pressed(run, key);
  const live = { ...state.live!, state: after };
  return next({ ...state, every: after.every, live }, ...send.filter(({ type }) => REACHING.includes(type)));
}
