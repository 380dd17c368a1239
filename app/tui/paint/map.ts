import type { LegendEntry } from '../../../framework/view/index.js';
import { Cells } from './cells.js';
import type { Size } from './chart.js';
import { cellsOf, firstOf, layoutOf } from './layout.js';
import type { Brush } from './palette.js';
import { tileOf, tilingOf } from './tiles.js';

interface NetworkShape {
  readonly legend: readonly LegendEntry[];
  readonly nodes: number;
}

/** A grid of cells or a plane, [0, width) × [0, height). */
interface AreaShape {
  readonly legend: readonly LegendEntry[];
  readonly width: number;
  readonly height: number;
}

/**
 * Nodes in reading order, one a cell, or equal runs of them where they are more than fit (`layoutOf`).
 * @param states [nodes]
 * @param cursor an agent whose cell stands out
 */
export function networkMap(
  view: NetworkShape,
  states: Uint8Array,
  size: Size,
  brush: Brush,
  cursor?: number,
): string[] {
  const layout = layoutOf(Math.min(view.nodes, states.length), size);
  const cells = new Cells(layout.across, layout.down, view.legend);
  const count = cellsOf(layout);
  let at: number | undefined;
  for (let cell = 0; cell < count; cell++) {
    const end = firstOf(layout, cell + 1);
    for (let node = firstOf(layout, cell); node < end; node++) {
      cells.add(cell, states[node]!);
      if (node === cursor) at = cell;
    }
  }
  return cells.paint(size, { ...layout, shares: layout.grouped }, brush, at);
}

/**
 * Cells of a grid, one a tile, or squares of them where it is larger than the area (`tilingOf`).
 * @param states [height, width]
 * @param cursor a cell whose tile stands out
 */
export function gridMap(
  view: AreaShape,
  states: Uint8Array,
  size: Size,
  brush: Brush,
  cursor?: number,
): string[] {
  const tiling = tilingOf(view, size);
  const cells = new Cells(tiling.across, tiling.down, view.legend);
  const { width, height, side, columns, grouped } = tiling;
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / side) * cells.across;
    for (let x = 0; x < width && i < states.length; x++, i++)
      cells.add(row + Math.floor(x / side), states[i]!);
  }
  const { column, row } = tileOf(tiling, cursor ?? 0);
  const at = cursor === undefined ? undefined : row * cells.across + column;
  return cells.paint(size, { columns, rows: 1, shares: grouped }, brush, at);
}

/**
 * Agents on a plane, drawn to one scale in both directions; those outside of it stand at its border.
 * @param points one entry an agent
 */
export function planeMap(
  view: AreaShape,
  points: { readonly x: Float32Array; readonly y: Float32Array; readonly states: Uint8Array },
  size: Size,
  brush: Brush,
): string[] {
  const columns = size.width > 1 ? 2 : 1;
  const room = Math.max(0, Math.floor(size.width / columns));
  const deep = Math.max(0, size.height);
  const scale = Math.max(view.width / Math.max(1, room), view.height / Math.max(1, deep));
  const across = scale > 0 ? Math.min(room, Math.max(1, Math.ceil(view.width / scale))) : 0;
  const down = scale > 0 ? Math.min(deep, Math.max(1, Math.ceil(view.height / scale))) : 0;
  const cells = new Cells(across, down, view.legend);
  const { x, y, states } = points;
  for (let i = 0; i < states.length && across * down > 0; i++) {
    const column = Math.max(0, Math.min(across - 1, Math.floor(x[i]! / scale)));
    const row = Math.max(0, Math.min(down - 1, Math.floor(y[i]! / scale)));
    // A point that is nowhere (NaN) is not drawn.
    if (Number.isNaN(column) || Number.isNaN(row)) continue;
    cells.add(row * across + column, states[i]!);
  }
  return cells.paint(size, { columns, rows: 1, shares: true }, brush);
}
