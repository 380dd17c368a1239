import {
  agentsAt,
  type Brush,
  cellOf,
  cellsBy,
  gridMap,
  grouped,
  layoutOf,
  legendLine,
  networkMap,
  planeMap,
  tilingOf,
} from '../../paint/index.js';
import type { MapState } from '../../protocol.js';
import { canvas } from '../layout/map.js';
import type { Rect } from '../layout/rect.js';
import { inspected } from '../state/cursor.js';
import type { State } from '../state/state.js';
import { chosen, type MapShape, mapsOf } from '../state/tabs.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { block, count, heading, spelt } from './text.js';

/** A map with its legend; `small` is without the cursor, for the overview. */
export function MapPane({ state, at, brush, small = false }: PaneProps & { readonly small?: boolean }) {
  const map = chosen(mapsOf(state), state.map);
  if (map === undefined) return null;
  const { view, index } = map;
  const now = state.current?.maps[index];
  const cursor = small || inspected(state) === undefined ? undefined : state.cursor;
  const area = canvas(at, cursor !== undefined);
  const lines = [
    heading(view.title, notes(state, view, area, small, brush), at.width, brush),
    ...block(painted(view, now, area, cursor, brush), at.width, area.height, brush),
    legendLine(view.legend, counts(view, now), at.width, brush),
  ];
  if (cursor !== undefined && now !== undefined) lines.push(under(view, now.states, area, cursor, brush));
  return <Block at={at} lines={lines} brush={brush} />;
}

/** What the signs of shares mean stands here where cells hold several: the legend's line is often full. */
function notes(state: State, view: MapShape, area: Rect, small: boolean, brush: Brush): string {
  const maps = mapsOf(state).length;
  const signs = `${brush.unicode ? '░▒▓█' : '1-9'} share of a cell`;
  const shared = gathered(view, area) ? signs : '';
  if (small) return shared;
  const size =
    view.kind === 'network' ? count(view.nodes, 'node') : `${grouped(view.width)} × ${grouped(view.height)}`;
  const which = maps > 1 ? `map ${state.map + 1} of ${maps}` : '';
  return [shared, size, which].filter((note) => note !== '').join(' · ');
}

/** May a cell of the screen hold several agents? */
function gathered(view: MapShape, area: Rect): boolean {
  if (view.kind === 'network') return layoutOf(view.nodes, area).grouped;
  return view.kind === 'plane' || tilingOf(view, area).grouped;
}

function painted(
  view: MapShape,
  now: MapState,
  area: Rect,
  cursor: number | undefined,
  brush: Brush,
): string[] {
  if (now === undefined) return [brush.style('it comes with the first step', { dim: true })];
  if (view.kind === 'network') return networkMap(view, now.states, area, brush, cursor);
  return view.kind === 'plane' && 'x' in now
    ? planeMap(view, now, area, brush)
    : gridMap(view, now.states, area, brush, cursor);
}

/** [legend] how many are in each state. */
function counts(view: MapShape, now: MapState): Uint32Array {
  const found = new Uint32Array(view.legend.length);
  for (const state of now?.states ?? []) if (state < found.length) found[state]!++;
  return found;
}

/** Which agents are under the cursor, and their states. */
function under(view: MapShape, states: Uint8Array, area: Rect, cursor: number, brush: Brush): string {
  const agents = agentsUnder(view, states.length, area, cursor);
  const found = new Map<string, number>();
  for (const agent of agents) {
    const { label } = view.legend[states[agent]!] ?? { label: 'unknown' };
    found.set(label, (found.get(label) ?? 0) + 1);
  }
  const alone = agents.length <= 1;
  const ends = `${grouped(agents[0] ?? 0)} to ${grouped(agents.at(-1) ?? 0)}`;
  // The cells of a square are not all between its first and its last.
  const several = view.kind === 'network' ? `agents ${ends}` : `${count(agents.length, 'agent')} of ${ends}`;
  const who = alone ? `agent ${grouped(cursor)}` : several;
  const what = [...found]
    .map(([label, number]) => (alone ? label : `${grouped(number)} ${label}`))
    .join(', ');
  return `${spelt('▸', brush)} ${brush.style(who, { bold: true })}  ${what}`;
}

function agentsUnder(view: MapShape, agents: number, area: Rect, cursor: number): number[] {
  if (view.kind !== 'network') return cellsBy(tilingOf(view, area), cursor);
  const layout = layoutOf(agents, area);
  const { from, to } = agentsAt(layout, cellOf(layout, cursor));
  return Array.from({ length: to - from }, (_, at) => from + at);
}
