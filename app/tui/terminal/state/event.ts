import type { FromTerminal, Message } from '../../protocol.js';
import type { State } from './state.js';

/** What can change the state. Times are seconds of the terminal's clock. */
export type Event<Told = Message> =
  | { readonly type: 'message'; readonly message: Told; readonly at: number }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly at: number };

/** The next state, and what the run's process is to be told. */
export interface Next<Of = State> {
  readonly state: Of;
  readonly send: readonly FromTerminal[];
}

export const next = <Of>(state: Of, ...send: FromTerminal[]): Next<Of> => ({ state, send });
