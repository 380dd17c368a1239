import { typed } from './dialogs.js';
import { type Next, next } from './event.js';
import type { State } from './state.js';

/** Is an agent asked about with every frame? */
export const asksForAgent = (state: State): boolean => state.tab === 'agent' && state.agent !== undefined;

/** Opens the tab of an agent and asks for what is known of it; numbers out of range go to the nearest. */
export function inspect(state: State, number: number): Next {
  const agents = state.current?.inspectable ?? 0;
  if (agents === 0) return next(state);
  const agent = Math.min(agents - 1, Math.max(0, number));
  const facts = state.facts?.agent === agent ? state.facts : undefined;
  const scroll = { ...state.scroll, agent: 0 };
  return next({ ...state, tab: 'agent', agent, cursor: agent, facts, scroll }, { type: 'inspect', agent });
}

/** Keys of the tab of an agent: to its neighbours and to a number. */
export function agentKeys(state: State, key: string): Next | undefined {
  const agents = state.current?.inspectable ?? 0;
  const agent = state.agent ?? 0;
  switch (key) {
    case 'right':
    case 'n':
      return inspect(state, (agent + 1) % agents);
    case 'left':
    case 'b':
      return inspect(state, (agent + agents - 1) % agents);
    case 'g':
      return next(typed(state, 'agent'));
    default:
      return undefined;
  }
}
