import type { Size } from './chart.js';
import type { Place } from './layout.js';

/** How the cells of a grid lie on an area: one a tile, or squares of them where the grid is larger. */
interface Tiling {
  readonly width: number;
  readonly height: number;
  /** Cells in a row of a square. */
  readonly side: number;
  /** Tiles in a row, and rows of them. */
  readonly across: number;
  readonly down: number;
  /** Screen columns of a tile. */
  readonly columns: number;
  /** Whether a tile may hold more than one cell. */
  readonly grouped: boolean;
}

export function tilingOf({ width, height }: Size, size: Size): Tiling {
  const fits = width <= size.width && height <= size.height;
  const columns = (fits ? width * 2 - 1 <= size.width : size.width > 1) ? 2 : 1;
  const room = Math.max(1, Math.floor(size.width / columns));
  const side = fits ? 1 : Math.max(1, Math.ceil(width / room), Math.ceil(height / Math.max(1, size.height)));
  const across = Math.ceil(width / side);
  return { width, height, side, across, down: Math.ceil(height / side), columns, grouped: !fits };
}

/** The tile of a cell, counted in tiles. */
export function tileOf({ width, side }: Tiling, cell: number): Place {
  return { column: Math.floor((cell % width) / side), row: Math.floor(Math.floor(cell / width) / side) };
}

/** All cells of the tile that a cell is in, in their order. */
export function cellsBy(tiling: Tiling, cell: number): number[] {
  const { width, height, side } = tiling;
  const { column, row } = tileOf(tiling, cell);
  const cells: number[] = [];
  for (let y = row * side; y < Math.min(height, (row + 1) * side); y++) {
    for (let x = column * side; x < Math.min(width, (column + 1) * side); x++) cells.push(y * width + x);
  }
  return cells;
}

/** The first cell of the tile so many tiles to the right and down of a cell's, or of the last on that way. */
export function cellBeside(tiling: Tiling, cell: number, right: number, down: number): number {
  const { column, row } = tileOf(tiling, cell);
  const x = Math.max(0, Math.min(tiling.across - 1, column + right)) * tiling.side;
  const y = Math.max(0, Math.min(tiling.down - 1, row + down)) * tiling.side;
  return y * tiling.width + x;
}
