import type { Told } from '../../scene.js';
import { type Event, type Next, next } from '../../state/event.js';
import { reduce } from '../../state/reduce.js';
import { pressedIn } from './keys.js';
import { told } from './messages.js';
import { kept } from './scroll.js';
import type { SweepState } from './state.js';

/** The state after an event. Pure: the same state and event always give the same. */
export function reduceSweep(state: SweepState, event: Event<Told>): Next<SweepState> {
  switch (event.type) {
    case 'message': {
      const { state: after, send } = told({ ...state, now: Math.max(state.now, event.at) }, event.message);
      return { state: kept(after), send };
    }
    case 'key':
      return pressedIn(state, event.key);
    case 'size':
      return next(kept(inside({ ...state, columns: event.columns, rows: event.rows }, event)));
    case 'tick':
      return next(inside({ ...state, now: Math.max(state.now, event.at) }, event));
  }
}

/** The run's own view has the same size and time. */
function inside(state: SweepState, event: Event & { readonly type: 'size' | 'tick' }): SweepState {
  if (state.live?.state === undefined) return state;
  return { ...state, live: { ...state.live, state: reduce(state.live.state, event).state } };
}
