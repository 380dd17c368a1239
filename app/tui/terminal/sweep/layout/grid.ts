import { grouped, width } from '../../../paint/index.js';
import type { Rect } from '../../layout/rect.js';
import { shortLabels } from '../paint/labels.js';

/**
 * How the runs of a sweep lie on an area. A design has `lines` rows of `across` cells, a cell for each of its replications
 * or for `per` of them in a row; where there are more designs than rows, `beside` designs share a row; and where even one
 * cell a design is too much, `group` designs share a cell.
 */
export interface RunGrid {
  readonly designs: number;
  readonly replications: number;
  /** Columns of the names of rows, with the space after them; 0 for none. */
  readonly label: number;
  /** Whether rows are named by their designs; by the number of their first one otherwise. */
  readonly named: boolean;
  readonly beside: number;
  readonly group: number;
  /** Cells of a design (or of a group), at most `across` of them in each of its `lines` rows. */
  readonly cells: number;
  readonly across: number;
  readonly lines: number;
  readonly per: number;
  /** Screen columns of a cell, and empty ones after a design that others follow in its row. */
  readonly columns: number;
  readonly gap: number;
  /** Rows of the screen that are used. */
  readonly rows: number;
}

/** The part of a row's width that names of designs may take. */
const NAMES = 0.4;

/** The layout that shows the most: designs apart before replications apart, names before wide cells. */
export function runGrid(labels: readonly string[], replications: number, area: Rect): RunGrid {
  const designs = labels.length;
  const height = Math.max(1, area.height);
  return designs <= height
    ? byRows(labels, replications, area.width, height)
    : besides(designs, replications, area.width, height);
}

/** Each design has rows of its own, with its name. */
function byRows(labels: readonly string[], replications: number, wide: number, height: number): RunGrid {
  const most = Math.floor(wide * NAMES);
  const name = shortLabels(labels, most);
  const longest = labels.reduce((longest, _, design) => Math.max(longest, width(name(design))), 0);
  const label = longest === 0 ? 0 : Math.min(longest, most) + 1;
  const room = Math.max(1, wide - label);
  const deep = Math.max(1, Math.floor(height / Math.max(1, labels.length)));
  const per = Math.max(1, Math.ceil(replications / (room * deep)));
  const cells = Math.ceil(replications / per);
  const columns = cells * 2 - 1 <= room ? 2 : 1;
  const lines = Math.ceil(cells / Math.min(cells, room));
  const across = Math.ceil(cells / lines);
  return {
    designs: labels.length,
    replications,
    label,
    named: true,
    beside: 1,
    group: 1,
    cells,
    across,
    lines,
    per,
    columns,
    gap: 0,
    rows: lines * labels.length,
  };
}

/** Designs share rows, which have the number of their first design. */
function besides(designs: number, replications: number, wide: number, height: number): RunGrid {
  const label = Math.min(grouped(designs - 1).length + 1, Math.max(0, wide - 1));
  const room = Math.max(1, wide - label);
  const needed = Math.ceil(designs / height);
  const base = { designs, replications, label, named: false, lines: 1, columns: 1 };
  for (let per = 1; ; per++) {
    const cells = Math.ceil(replications / per);
    const gap = cells > 1 ? 1 : 0;
    const most = Math.floor((room + gap) / (cells + gap));
    if (most >= needed) {
      const beside = readable(needed, most);
      const rows = Math.ceil(designs / beside);
      return { ...base, beside, group: 1, cells, across: cells, per, gap, rows };
    }
    if (cells > 1) continue;
    const group = readable(Math.ceil(designs / (room * height)), Math.ceil(designs / height));
    const beside = readable(Math.ceil(designs / group / height), room);
    const rows = Math.ceil(designs / group / beside);
    return { ...base, beside, group, cells: 1, across: 1, per: replications, gap: 0, rows };
  }
}

/** More than so many times what is needed would leave too much of the screen empty. */
const MORE = 1.5;

/** The least of 1, 2 and 5 times tens that is at least `least`, so that numbers can be read off; `least` where that is too much. */
function readable(least: number, most: number): number {
  const limit = Math.min(most, least * MORE);
  for (let ten = 1; ten <= limit; ten *= 10) {
    const nice = [1, 2, 5].map((times) => ten * times).find((value) => value >= least && value <= limit);
    if (nice !== undefined) return nice;
  }
  return least;
}

/** Columns and rows of the screen that are used. */
export const sizeOf = ({ label, beside, across, columns, gap, rows }: RunGrid) => ({
  width: label + beside * (across * columns + gap),
  height: rows,
});

/** Cells of the grid, empty ones at its end left out. */
export const cellCount = ({ designs, group, cells }: RunGrid): number => Math.ceil(designs / group) * cells;

/** The cell of a run: `design` is its place among the designs that are shown. */
export const cellOf = ({ group, cells, per }: RunGrid, design: number, replication: number): number =>
  Math.floor(design / group) * cells + Math.floor(replication / per);

/** Where a cell is, in columns and rows of the screen. */
export function placeOf(grid: RunGrid, cell: number): { readonly x: number; readonly y: number } {
  const { cells, across, beside, lines, columns, gap, label } = grid;
  const unit = Math.floor(cell / cells);
  const inside = cell % cells;
  return {
    x: label + (unit % beside) * (across * columns + gap) + (inside % across) * columns,
    y: Math.floor(unit / beside) * lines + Math.floor(inside / across),
  };
}

/** The runs of a cell: designs [from, to) among those that are shown, replications [first, last). */
export function runsOf(
  { group, cells, per, designs, replications }: RunGrid,
  cell: number,
): { readonly from: number; readonly to: number; readonly first: number; readonly last: number } {
  const from = Math.floor(cell / cells) * group;
  const first = (cell % cells) * per;
  return {
    from,
    to: Math.min(designs, from + group),
    first,
    last: Math.min(replications, first + per),
  };
}

/** The cell so many to the right and down of another, or the last on that way. */
export function beside(grid: RunGrid, cell: number, right: number, down: number): number {
  const all = cellCount(grid);
  const row = grid.beside * grid.across;
  const unit = Math.floor(cell / grid.cells);
  const inside = cell % grid.cells;
  const column = (unit % grid.beside) * grid.across + (inside % grid.across);
  const line = Math.floor(unit / grid.beside) * grid.lines + Math.floor(inside / grid.across);
  const x = Math.max(0, Math.min(row - 1, column + right));
  const y = Math.max(0, Math.min(grid.rows - 1, line + down));
  const to = Math.floor(y / grid.lines) * grid.beside + Math.floor(x / grid.across);
  const within = (y % grid.lines) * grid.across + (x % grid.across);
  return Math.min(all - 1, to * grid.cells + Math.min(grid.cells - 1, within));
}
