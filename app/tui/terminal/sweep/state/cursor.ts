import { type CellState, cellState } from '../../../sweep-protocol.js';
import { frame } from '../../layout/frame.js';
import type { Rect } from '../../layout/rect.js';
import { type Next, next } from '../../state/event.js';
import { beside, cellOf, type RunGrid, runGrid, runsOf, sizeOf } from '../layout/grid.js';
import { type SweepOverview, sweepOverview } from '../layout/overview.js';
import { RANKS } from '../legend.js';
import { look } from './run.js';
import { designOf, replicationsOf, shownDesigns } from './select.js';
import type { SweepState } from './state.js';

/** Keys of the grid: the cursor goes from cell to cell, and opens the run under it. */
export function gridKeys(state: SweepState, key: string): Next<SweepState> | undefined {
  if (key === 'w') return next(atNext(state, 'running'));
  if (key === 'f') return next(atNext(state, 'failed'));
  const way = WAYS[key];
  if (key !== 'enter' && way === undefined) return undefined;
  const at = cursorCell(state);
  if (at === undefined) return next(state);
  if (way === undefined) return look(state, mostUrgent(state, at.grid, at.cell), true);
  const { from, first } = runsOf(at.grid, beside(at.grid, at.cell, way[0], way[1]));
  return next({ ...state, cursor: shownDesigns(state)[from]! * replicationsOf(state) + first });
}

/** The cursor on the next run in a state, among the designs that are shown; where it is if there is none. */
function atNext(state: SweepState, wanted: CellState): SweepState {
  const all = replicationsOf(state);
  const number = cellState(wanted);
  const runs = shownDesigns(state).flatMap((design) =>
    Array.from({ length: all }, (_, replication) => design * all + replication).filter(
      (run) => state.cells[run] === number,
    ),
  );
  const cursor = runs.find((run) => run > state.cursor) ?? runs[0] ?? state.cursor;
  return { ...state, cursor };
}

/** The grid on the screen and the cell that the cursor is on; undefined where there is none. */
function cursorCell(state: SweepState): { readonly grid: RunGrid; readonly cell: number } | undefined {
  const body = frame(state.columns, state.rows)?.body;
  if (body === undefined || shownDesigns(state).length === 0) return undefined;
  const grid = gridOn(state, overviewOf(state, body).cells);
  return { grid, cell: cellUnder(state, grid) };
}

/** The cell of a grid that the cursor is on. */
export function cellUnder(state: SweepState, grid: RunGrid): number {
  const place = shownDesigns(state).indexOf(designOf(state, state.cursor));
  return cellOf(grid, Math.max(0, place), state.cursor % replicationsOf(state));
}

/** Where the parts of the overview are. */
export const overviewOf = (state: SweepState, body: Rect): SweepOverview =>
  sweepOverview(body, {
    sizeOn: (area) => sizeOf(gridOn(state, area)),
    failures: state.failures.size,
  });

/** The grid of the designs that are shown. */
export function gridOn(state: SweepState, area: Rect): RunGrid {
  const labels = state.sweep?.labels ?? [];
  const shown = shownDesigns(state);
  const own = shown.length === labels.length ? labels : shown.map((design) => labels[design]!);
  return runGrid(own, replicationsOf(state), area);
}

/** The first run of the highest rank among those of a cell. */
function mostUrgent(state: SweepState, grid: RunGrid, cell: number): number {
  let best: number | undefined;
  for (const run of runsIn(state, grid, cell)) {
    if (best === undefined || RANKS[state.cells[run]!]! > RANKS[state.cells[best]!]!) best = run;
  }
  return best ?? state.cursor;
}

/** The runs of a cell, in their order. */
export function runsIn(state: SweepState, grid: RunGrid, cell: number): readonly number[] {
  const shown = shownDesigns(state);
  const all = replicationsOf(state);
  const { from, to, first, last } = runsOf(grid, cell);
  const runs: number[] = [];
  for (let d = from; d < to; d++) for (let r = first; r < last; r++) runs.push(shown[d]! * all + r);
  return runs;
}

const FAR = Number.MAX_SAFE_INTEGER;

const WAYS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
  home: [-FAR, 0],
  end: [FAR, 0],
  pageup: [0, -FAR],
  pagedown: [0, FAR],
};
