import type { Cells } from '../cells/cell-space.js';
import { Mask } from './mask.js';

/** The cells in which nobody is. */
export function emptyMask(space: Cells): Mask {
  return Mask.of(space.size, space.empties);
}

/** The cells within a radius of a cell, without it or with it. */
export function hoodMask(space: Cells, cell: number, radius = 1, centre = false): Mask {
  return Mask.of(space.size, space.cellsWithin(cell, radius, centre));
}
