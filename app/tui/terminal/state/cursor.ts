import { agentBeside, cellBeside, layoutOf, tilingOf } from '../../paint/index.js';
import { frame } from '../layout/frame.js';
import { canvas } from '../layout/map.js';
import { inspect } from './agent.js';
import { type Next, next } from './event.js';
import type { State } from './state.js';
import { chosen, type MapShape, mapsOf } from './tabs.js';

/** The map on the screen whose nodes or cells are the agents that can be looked at; undefined where there is none. */
export function inspected(state: State): MapShape | undefined {
  const view = chosen(mapsOf(state), state.map)?.view;
  // Agents on a plane have no places of their own that a cursor could go through.
  if (view === undefined || view.kind === 'plane') return undefined;
  const agents = view.kind === 'network' ? view.nodes : view.width * view.height;
  return agents > 0 && agents === state.current?.begin.inspectable ? view : undefined;
}

/** Keys of the map: the cursor goes from cell to cell, and opens the agent under it. */
export function cursorKeys(state: State, key: string): Next | undefined {
  const view = inspected(state);
  if (view === undefined) return undefined;
  if (key === 'i' || key === 'enter') return inspect(state, state.cursor);
  const way = WAYS[key];
  const body = frame(state.columns, state.rows)?.body;
  if (way === undefined || body === undefined) return undefined;
  const area = canvas(body, true);
  const cursor =
    view.kind === 'network'
      ? agentBeside(layoutOf(view.nodes, area), state.cursor, way[0], way[1])
      : cellBeside(tilingOf(view, area), state.cursor, way[0], way[1]);
  return next({ ...state, cursor });
}

const WAYS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
  home: [-Number.MAX_SAFE_INTEGER, 0],
  end: [Number.MAX_SAFE_INTEGER, 0],
};
