import {
  agentsAt,
  type Brush,
  cellOf,
  gridMap,
  layoutOf,
  legendLine,
  networkMap,
  planeMap,
} from '../../paint/index.js';
import type { MapState } from '../../protocol.js';
import { canvas } from '../layout/map.js';
import type { Rect } from '../layout/rect.js';
import { inspected } from '../state/cursor.js';
import type { State } from '../state/state.js';
import { type MapShape, mapsOf, shown } from '../state/tabs.js';
import { Lines } from './lines.js';
import { block, count, grouped, heading, spelt } from './text.js';

interface Props {
  readonly state: State;
  readonly at: Rect;
  readonly brush: Brush;
}

/** A map with its legend; `small` is without the cursor, for the overview. */
export function MapPane({ state, at, brush, small = false }: Props & { readonly small?: boolean }) {
  const map = shown(mapsOf(state), state.map);
  if (map === undefined) return null;
  const { view, index } = map;
  const now = state.current?.maps[index];
  const cursor = small || inspected(state) === undefined ? undefined : state.cursor;
  const area = canvas(at, cursor !== undefined);
  const lines = [
    heading(view.title, small ? '' : notes(state, view), at.width, brush),
    ...block(painted(view, now, area, cursor, brush), at.width, area.height, brush),
    legendLine(view.legend, counts(view, now), at.width, brush),
  ];
  if (cursor !== undefined && now !== undefined) lines.push(under(view, now.states, area, cursor, brush));
  return <Lines at={at} lines={block(lines, at.width, at.height, brush)} />;
}

function notes(state: State, view: MapShape): string {
  const maps = mapsOf(state).length;
  const size =
    view.kind === 'network' ? count(view.nodes, 'node') : `${grouped(view.width)} × ${grouped(view.height)}`;
  return maps > 1 ? `${size} · map ${state.map + 1} of ${maps}` : size;
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
    : gridMap(view, now.states, area, brush);
}

/** [legend] how many are in each state. */
function counts(view: MapShape, now: MapState): Uint32Array {
  const found = new Uint32Array(view.legend.length);
  for (const state of now?.states ?? []) if (state < found.length) found[state]!++;
  return found;
}

/** Which agents are under the cursor, and their states. */
function under(view: MapShape, states: Uint8Array, area: Rect, cursor: number, brush: Brush): string {
  const layout = layoutOf(states.length, area);
  const { from, to } = agentsAt(layout, cellOf(layout, cursor));
  const found = new Map<string, number>();
  for (let agent = from; agent < to; agent++) {
    const { label } = view.legend[states[agent]!] ?? { label: 'unknown' };
    found.set(label, (found.get(label) ?? 0) + 1);
  }
  const alone = to - from <= 1;
  const who = alone ? `agent ${grouped(cursor)}` : `agents ${grouped(from)} to ${grouped(to - 1)}`;
  const what = [...found].map(([label, number]) => (alone ? label : `${number} ${label}`)).join(', ');
  return `${spelt('▸', brush)} ${brush.style(who, { bold: true })}  ${what}`;
}
