import type { ComponentType } from 'react';
import type { Brush } from '../paint/index.js';
import type { Message } from '../protocol.js';
import type { SweepMessage } from '../sweep-protocol.js';
import { Application } from './application.js';
import type { Event, Next } from './state/event.js';
import { reduce } from './state/reduce.js';
import { initial, type State } from './state/state.js';

export type Told = Message | SweepMessage;

/** What a session shows: how it begins, what changes it, and how it is drawn. Pure, all of it. */
export interface Scene<Of> {
  initial(columns: number, rows: number, now: number): Of;
  reduce(state: Of, event: Event<Told>): Next<Of>;
  readonly Application: ComponentType<{ readonly state: Of; readonly brush: Brush }>;
}

/** One run, or several one after another. */
export const RUN: Scene<State> = {
  initial,
  // A run is told nothing of a sweep.
  reduce: (state, event) => reduce(state, event as Event),
  Application,
};
