import { agentBeside, type Layout, layoutOf } from '../../paint/index.js';
import { frame } from '../layout/frame.js';
import { canvas } from '../layout/map.js';
import { inspect } from './agent.js';
import { type Next, next } from './event.js';
import type { State } from './state.js';
import { mapsOf, type Shape, shown } from './tabs.js';

/** The network on the screen whose nodes are the agents that can be looked at; undefined where there is none. */
export function inspected(state: State): Shape<'network'> | undefined {
  const view = shown(mapsOf(state), state.map)?.view;
  return view?.kind === 'network' && view.nodes === state.current?.begin.inspectable ? view : undefined;
}

/** Keys of the map: the cursor goes from cell to cell, and opens the agent under it. */
export function moved(state: State, key: string): Next | undefined {
  const view = inspected(state);
  if (view === undefined) return undefined;
  if (key === 'i' || key === 'enter') return inspect(state, state.cursor);
  const way = WAYS[key];
  const body = frame(state.columns, state.rows)?.body;
  if (way === undefined || body === undefined) return undefined;
  const layout: Layout = layoutOf(view.nodes, canvas(body, true));
  return next({ ...state, cursor: agentBeside(layout, state.cursor, way[0], way[1]) });
}

const WAYS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
  home: [-Number.MAX_SAFE_INTEGER, 0],
  end: [Number.MAX_SAFE_INTEGER, 0],
};
