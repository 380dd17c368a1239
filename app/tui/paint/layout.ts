import type { Size } from './chart.js';

/** How the nodes of a network lie on an area: one a cell in reading order, or equal runs of them where they are more. */
export interface Layout {
  readonly nodes: number;
  /** Cells in a row, and rows of cells. */
  readonly across: number;
  readonly down: number;
  /** Screen columns and rows from one cell to the next. */
  readonly columns: number;
  readonly rows: number;
  /** Whether a cell holds more than one node. */
  readonly grouped: boolean;
}

export interface Place {
  readonly column: number;
  readonly row: number;
}

export function layoutOf(nodes: number, size: Size): Layout {
  const width = Math.max(0, Math.floor(size.width));
  const height = Math.max(0, Math.floor(size.height));
  if (nodes <= 0 || width === 0 || height === 0) {
    return { nodes: 0, across: 0, down: 0, columns: 1, rows: 1, grouped: false };
  }
  for (const [columns, rows] of PITCHES) {
    const most = Math.floor((width + columns - 1) / columns);
    const deep = Math.floor((height + rows - 1) / rows);
    if (most * deep < nodes) continue;
    const across = acrossOf(nodes, most, deep);
    return { nodes, across, down: Math.ceil(nodes / across), columns, rows, grouped: false };
  }
  // A cell of two columns has room for a state and for a share.
  const columns = width > 1 ? 2 : 1;
  return { nodes, across: Math.floor(width / columns), down: height, columns, rows: 1, grouped: true };
}

/** From airy to dense. */
const PITCHES = [
  [4, 2],
  [2, 1],
  [1, 1],
] as const;

/** Nodes in a row: the shape of the area, in tens where they fit, so that a node's number can be read off. */
function acrossOf(nodes: number, most: number, deep: number): number {
  const shaped = Math.max(Math.ceil(nodes / deep), Math.ceil(Math.sqrt((nodes * most) / deep)));
  const tens = Math.ceil(shaped / 10) * 10;
  return tens <= most ? tens : Math.min(most, shaped);
}

/** Number of cells that hold nodes. */
export function cellsOf({ nodes, across, down, grouped }: Layout): number {
  return grouped ? across * down : nodes;
}

/** The place on the screen of the cell that holds an agent. */
export function cellOf(layout: Layout, agent: number): Place {
  const cell = cellNumber(layout, agent);
  const { across, columns, rows } = layout;
  if (across === 0) return { column: 0, row: 0 };
  return { column: (cell % across) * columns, row: Math.floor(cell / across) * rows };
}

/** Agents [from, to) of the cell at a place; none beside the cells. */
export function agentsAt(layout: Layout, { column, row }: Place): { from: number; to: number } {
  const { across, columns, rows } = layout;
  const x = Math.floor(column / columns);
  const cell = Math.floor(row / rows) * across + x;
  if (column < 0 || row < 0 || x >= across || cell >= cellsOf(layout)) return { from: 0, to: 0 };
  return { from: firstOf(layout, cell), to: firstOf(layout, cell + 1) };
}

/** The first agent of the cell that lies so many cells to the right and down of an agent's, or of the last on that way. */
export function agentBeside(layout: Layout, agent: number, right: number, down: number): number {
  if (layout.across === 0) return 0;
  const cells = cellsOf(layout);
  const cell = cellNumber(layout, agent);
  const x = cell % layout.across;
  const column = Math.max(0, Math.min(layout.across - 1, x + right));
  const row = Math.max(0, Math.min(layout.down - 1, Math.floor(cell / layout.across) + down));
  return firstOf(layout, Math.min(cells - 1, row * layout.across + column));
}

/** First agent of a cell. */
export function firstOf(layout: Layout, cell: number): number {
  return layout.grouped ? Math.ceil((cell * layout.nodes) / cellsOf(layout)) : cell;
}

function cellNumber(layout: Layout, agent: number): number {
  const inside = Math.max(0, Math.min(layout.nodes - 1, agent));
  return layout.grouped ? Math.floor((inside * cellsOf(layout)) / layout.nodes) : inside;
}
