import type { FromTerminal, Message } from '../../protocol.js';
import type { State } from './state.js';

/** What can change the state. Times are seconds of the terminal's clock. */
export type Event =
  | { readonly type: 'message'; readonly message: Message; readonly at: number }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly at: number };

/** The next state, and what the run's process is to be told. */
export interface Next {
  readonly state: State;
  readonly send: readonly FromTerminal[];
}

export const next = (state: State, ...send: FromTerminal[]): Next => ({ state, send });
