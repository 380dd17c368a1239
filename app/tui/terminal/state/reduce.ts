import { type Event, type Next, next } from './event.js';
import { pressed } from './keys.js';
import { received } from './messages.js';
import { clamped } from './scroll.js';
import type { State } from './state.js';

/** The state after an event. Pure: the same state and event always give the same. */
export function reduce(state: State, event: Event): Next {
  switch (event.type) {
    case 'message':
      return received({ ...state, now: Math.max(state.now, event.at) }, event.message);
    case 'key':
      return pressed(state, event.key);
    case 'size':
      return next(clamped({ ...state, columns: event.columns, rows: event.rows }));
    case 'tick':
      return next({ ...state, now: Math.max(state.now, event.at) });
  }
}
