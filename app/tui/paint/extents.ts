import { drawable } from './scale.js';

/** [columns] the least and largest value of each column; NaN where it has none. */
export interface Extents {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Spreads values over columns: where there are more values than columns each shows the least and the largest of its
 * own; where there are fewer, the straight line between two neighbours. A null is a gap.
 */
export function extents(values: ArrayLike<number | null>, columns: number): Extents {
  const low = new Float64Array(columns).fill(Number.NaN);
  const high = new Float64Array(columns).fill(Number.NaN);
  const count = values.length;
  if (count > columns) gather(values, low, high);
  else if (count > 0) connect(values, low, high);
  return { low, high };
}

function gather(values: ArrayLike<number | null>, low: Float64Array, high: Float64Array): void {
  const columns = low.length;
  for (let i = 0; i < values.length; i++) {
    const value = drawable(values[i]);
    const column = Math.floor((i * columns) / values.length);
    if (!(value >= low[column]!)) low[column] = Number.isNaN(value) ? low[column]! : value;
    if (!(value <= high[column]!)) high[column] = Number.isNaN(value) ? high[column]! : value;
  }
}

function connect(values: ArrayLike<number | null>, low: Float64Array, high: Float64Array): void {
  const pitch = values.length > 1 ? (low.length - 1) / (values.length - 1) : 0;
  let before = Number.NaN;
  let from = 0;
  for (let i = 0; i < values.length; i++) {
    const value = drawable(values[i]);
    const to = Math.round(i * pitch);
    if (!Number.isNaN(value)) {
      for (let x = from + 1; x < to && !Number.isNaN(before); x++) {
        low[x] = high[x] = before + ((value - before) * (x - from)) / (to - from);
      }
      low[to] = high[to] = value;
    }
    before = value;
    from = to;
  }
}
