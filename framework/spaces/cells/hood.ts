import type { RandomCursor } from '../../random/index.js';

/**
 * The cells around each cell, in ascending order, none twice, for one radius. For hot loops:
 *
 *     let at = hood.open(cell);
 *     const { steps } = hood;
 *     for (const end = at + steps[at]!; at < end; ) visit(cell + steps[++at]!);
 */
export interface Hood {
  /** The cell's entry in `steps`: how many cells are around it, then how far the number of each is from its own. */
  open(cell: number): number;
  /** May be another array after each `open`. */
  readonly steps: Int32Array;
}

/** A new array of the cells around a cell. */
export function hoodOf(hood: Hood, cell: number): Int32Array {
  const at = hood.open(cell);
  const { steps } = hood;
  return Int32Array.from({ length: steps[at]! }, (_, k) => cell + steps[at + 1 + k]!);
}

/** One of the cells around a cell, drawn uniformly, or undefined where there are none. */
export function pickFrom(hood: Hood, cell: number, random: RandomCursor): number | undefined {
  const at = hood.open(cell);
  const { steps } = hood;
  const count = steps[at]!;
  return count === 0 ? undefined : cell + steps[at + 1 + random.below(count)]!;
}
