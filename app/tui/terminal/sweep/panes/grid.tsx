import { type Brush, grouped, legendLine } from '../../../paint/index.js';
import type { Rect } from '../../layout/rect.js';
import { Block } from '../../panes/lines.js';
import type { PaneProps } from '../../panes/pane.js';
import { count, heading, spelt } from '../../panes/text.js';
import type { RunGrid } from '../layout/grid.js';
import { EXPLAINED } from '../legend.js';
import { shownStates } from '../paint/cells.js';
import { gridLines } from '../paint/grid.js';
import { shortLabels } from '../paint/labels.js';
import { cellUnder, gridOn, runsIn } from '../state/cursor.js';
import { designOf, filterOf, replicationsOf, shownDesigns, stateAt } from '../state/select.js';
import type { SweepState } from '../state/state.js';

/** The runs of the sweep, a cell each or for several, with the legend and the run under the cursor. */
export function Grid({ state, at, cells, brush }: PaneProps<SweepState> & { readonly cells: Rect }) {
  if (state.sweep === undefined) return null;
  const shown = shownDesigns(state);
  const grid = gridOn(state, cells);
  const cell = cellUnder(state, grid);
  const found = shown.length > 0;
  const states = shownStates(grid, shown, state.cells, filterOf(state.search.sweep).states);
  const names = shortLabels(state.sweep.labels, grid.label - 1);
  const name = (row: number): string => {
    const first = shown[row];
    if (first === undefined) return '';
    return grid.named ? names(first) : grouped(first);
  };
  const lines = found ? gridLines(grid, states, name, cell, brush) : [brush.style('no match', { dim: true })];
  return (
    <Block
      at={at}
      lines={[
        heading('Runs', notes(state, grid, at.width), at.width, brush),
        ...lines.slice(0, cells.height),
        legendLine(EXPLAINED, state.counts, at.width, brush),
        found ? under(state, grid, cell, brush) : '',
      ]}
      brush={brush}
    />
  );
}

/** Columns from which on all is said. */
const WIDE = 60;

/** What a cell stands for. */
function notes(state: SweepState, grid: RunGrid, width: number): string {
  const parts: string[] = [];
  const several = grid.per * grid.group;
  const most = width < WIDE ? '' : ', the most urgent shows';
  parts.push(several === 1 ? 'a cell is a run' : `a cell is ${grouped(several)} runs${most}`);
  if (state.search.sweep !== '') parts.push(`only "${state.search.sweep}"`);
  return parts.join(' · ');
}

/** Which run is under the cursor, or which runs are. */
function under(state: SweepState, grid: RunGrid, cell: number, brush: Brush): string {
  const runs = runsIn(state, grid, cell);
  const [first] = runs;
  if (first === undefined) return '';
  const all = replicationsOf(state);
  const design = designOf(state, first);
  const label = state.sweep?.labels[design] ?? '';
  const mark = spelt('▸', brush);
  if (runs.length === 1) {
    const which = brush.style(`design ${grouped(design)}, replication ${(first % all) + 1}`, { bold: true });
    return `${mark} ${which}  ${stateAt(state, first)}  ${label}`;
  }
  const counted = new Map<string, number>();
  for (const run of runs) counted.set(stateAt(state, run), (counted.get(stateAt(state, run)) ?? 0) + 1);
  const said = [...counted].map(([name, number]) => `${grouped(number)} ${name}`).join(', ');
  const last = designOf(state, runs.at(-1)!);
  const designs =
    design === last ? `design ${grouped(design)}` : `designs ${grouped(design)} to ${grouped(last)}`;
  const which = brush.style(`${designs}, ${count(runs.length, 'run')}`, { bold: true });
  return `${mark} ${which}  ${said}${design === last ? `  ${label}` : ''}`;
}
