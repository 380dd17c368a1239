import { StarlingError } from '../errors.js';
import type { ArraysOf, Column, ColumnArray, Columns, NumbersOf } from '../sets/columns.js';
import type { Stock } from './stock.js';
import type { View } from './view.js';

/** The values of a row in a column: a window on it. */
export function rowOf<C extends Columns, K extends keyof C>(
  { store, arrays }: Stock<C>,
  name: K,
  i: number,
): ArraysOf<C>[K] {
  const width = store.width(name);
  return arrays[name].subarray(i * width, (i + 1) * width) as ArraysOf<C>[K];
}

/** A copy of a column: a view's rows in the view's order. */
export function gather<C extends Columns, K extends keyof C>(
  { store, arrays }: Stock<C>,
  view: View,
  name: K,
): ArraysOf<C>[K] {
  const width = store.width(name);
  const source: ColumnArray = arrays[name];
  if (view.dense) return source.slice(0, view.size * width) as ArraysOf<C>[K];
  const rows = view.living();
  const values = new (source.constructor as Column<ColumnArray>['type'])(rows.length * width);
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at]! * width;
    for (let k = 0; k < width; k++) values[at * width + k] = source[first + k]!;
  }
  return values as ArraysOf<C>[K];
}

/** A column of one number a row; the column itself where the view's rows are its first. */
export function scalars<C extends Columns>(stock: Stock<C>, view: View, name: keyof C): ColumnArray {
  if (stock.store.width(name) !== 1)
    throw new StarlingError(`Column '${String(name)}' has more than one value a row.`, {
      hint: 'Give a function of the row instead.',
    });
  if (!view.dense) return gather(stock, view, name);
  const values: ColumnArray = stock.arrays[name];
  return values.length === view.size ? values : values.subarray(0, view.size);
}

/** Gives rows of a column one value or a computed one. @throws StarlingError for more or fewer numbers than a row has */
export function write<C extends Columns, K extends keyof C>(
  stock: Stock<C>,
  view: View,
  name: K,
  value: NumbersOf<C>[K] | ((i: number) => NumbersOf<C>[K]),
): void {
  const width = stock.store.width(name);
  view.pass((i) => {
    const given = typeof value === 'function' ? value(i) : value;
    const values: ColumnArray = stock.arrays[name];
    if (typeof given !== 'number') writeRow(stock, name, i, given);
    else if (width === 1) values[i] = given;
    else values.fill(given, i * width, (i + 1) * width);
  });
}

function writeRow<C extends Columns>(
  stock: Stock<C>,
  name: keyof C,
  i: number,
  given: ArrayLike<number>,
): void {
  const row = rowOf(stock, name, i);
  if (given.length !== row.length)
    throw new StarlingError(
      `A row of column '${String(name)}' has ${row.length} numbers; got ${given.length}.`,
    );
  row.set(given);
}
