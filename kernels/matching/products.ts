/**
 * All-pairs dot products of int8 rows by `tf.matMul`, a tile at a time.
 *
 * Exact on every device: |values| ≤ 128 survive TF32's 11 bits, and sums stay below 2^24 for up to 1,024 features,
 * so float32 holds every product and every partial sum as an integer.
 */
import type * as tfjs from '@tensorflow/tfjs-core';

type Tf = typeof tfjs;

const MOST_FEATURES = 1024;

/** @throws RangeError where rows have more features than products are exact for */
export function checkFeatures(features: number): void {
  if (features > MOST_FEATURES)
    throw new RangeError(`Products are exact for up to ${MOST_FEATURES} features; got ${features}`);
}

/** Products of `rows` × `columns` pairs: pair (i, j) is entry i · columns + j. */
export interface Tile {
  /** First of the rows, as an index into the list that was asked for; likewise `column`. */
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Rows of `features` int8, all of `values` or those that `chosen` lists. */
export interface Side {
  readonly values: Int8Array;
  readonly count: number;
  readonly chosen?: ArrayLike<number>;
}

/**
 * How many rows and columns a tile has, so that its operands and products, on the host and on the device, take at
 * most `memoryBudget` bytes; at least one of each.
 */
export function tileSize(rows: number, columns: number, features: number, memoryBudget: number) {
  const floats = Math.floor(memoryBudget / 8);
  const wide = Math.max(1, Math.min(columns, Math.floor(floats / (4 * features))));
  const tall = Math.max(1, Math.min(rows, Math.floor((floats - wide * features) / (features + wide))));
  return { rows: tall, columns: wide };
}

/** What is read of a tile: its products, or what an operation on the device makes of them. */
export type Reduce = (product: tfjs.Tensor, tile: Omit<Tile, 'values'>) => tfjs.Tensor;

/**
 * Visits the products of all pairs, tile by tile: rows outside, columns inside, both ascending. With `reduce`, a
 * tile's values are what that leaves of them.
 */
export function products(
  tf: Tf,
  left: Side,
  right: Side,
  features: number,
  memoryBudget: number,
  visit: (tile: Tile) => void,
  reduce?: Reduce,
): void {
  checkFeatures(features);
  if (left.count === 0 || right.count === 0) return;
  const size = tileSize(left.count, right.count, features, memoryBudget);
  const single = size.columns === right.count ? upload(tf, right, 0, right.count, features) : undefined;
  try {
    for (let row = 0; row < left.count; row += size.rows) {
      const rows = Math.min(size.rows, left.count - row);
      const a = upload(tf, left, row, rows, features);
      for (let column = 0; column < right.count; column += size.columns) {
        const columns = Math.min(size.columns, right.count - column);
        const b = single ?? upload(tf, right, column, columns, features);
        const tile = { row, rows, column, columns };
        const result = tf.tidy(() => {
          const product = tf.matMul(a, b, false, true);
          return reduce === undefined ? product : reduce(product, tile);
        });
        const values = result.dataSync<'float32'>();
        result.dispose();
        if (b !== single) b.dispose();
        visit({ ...tile, values });
      }
      a.dispose();
    }
  } finally {
    single?.dispose();
  }
}

function upload(tf: Tf, side: Side, from: number, count: number, features: number): tfjs.Tensor2D {
  const { values, chosen } = side;
  const floats = new Float32Array(count * features);
  if (chosen === undefined) {
    floats.set(values.subarray(from * features, (from + count) * features));
  } else {
    for (let i = 0; i < count; i++) {
      const row = chosen[from + i]! * features;
      for (let f = 0; f < features; f++) floats[i * features + f] = values[row + f]!;
    }
  }
  return tf.tensor2d(floats, [count, features], 'float32');
}
