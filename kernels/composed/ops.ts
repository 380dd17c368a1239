/**
 * The vocabulary of the compositions. A float32 holds every integer up to 2^24, so integers are carried in float32
 * below that; int32 appears only as the index of a gather or a scatter, cast at the last moment (on CUDA even a reshape
 * of int32 takes place in the host's memory, and the indices would cross twice); whatever is divided by anything but a
 * power of two is put right by an exact remainder.
 */
import type * as tfjs from '@tensorflow/tfjs-core';

export type Tf = typeof tfjs;
export type Tensor = tfjs.Tensor;

/** Float32 holds every integer up to here: more entries than this are not indexed, larger values not computed. */
export const EXACT = 1 << 24;

/**
 * `table[indices]`: entries of a flat table, or rows of a matrix; `indices` are float32 integers of any shape.
 *
 * By gatherND, except on plain TFJS: the gather of tfjs-node and wasm first reads all indices back to check them one
 * by one, which costs ten times what the gather does and would make a GPU wait.
 */
export function gather(tf: Tf, table: Tensor, indices: Tensor): Tensor {
  return tf.tidy(() => {
    if (tf.getBackend() === 'cpu') return tf.gather(table, tf.cast(indices, 'int32'));
    return tf.gatherND(table, tf.cast(tf.expandDims(indices, -1), 'int32'));
  });
}

/** Sums of `values` by index: entry i of the result, of `size` entries, adds up the values whose index is i. */
export function scatterSum(tf: Tf, indices: Tensor, values: Tensor, size: number): Tensor {
  return tf.tidy(() => {
    const at = tf.cast(tf.reshape(indices, [-1, 1]), 'int32');
    return tf.scatterND(at, tf.reshape(values, [-1]), [size]);
  });
}

/** [size, columns] sums of the rows [n, columns] whose index is i, in row i. */
export function scatterRows(tf: Tf, indices: Tensor, rows: Tensor, size: number): Tensor {
  return tf.tidy(() => {
    const at = tf.cast(tf.reshape(indices, [-1, 1]), 'int32');
    return tf.scatterND(at, rows, [size, rows.shape[1]!]);
  });
}

/** 1 where a > b, else 0, for integers: without a boolean in between. */
export function above(tf: Tf, a: Tensor, b: Tensor | number): Tensor {
  return tf.tidy(() => tf.clipByValue(tf.sub(a, b), 0, 1));
}

/** 1 − x, for masks. */
export function not(tf: Tf, mask: Tensor): Tensor {
  return tf.sub(1, mask);
}

/** ⌊x / 2^k⌋ for `power` = 2^k. */
export function floorDivide(tf: Tf, x: Tensor, power: number): Tensor {
  return tf.tidy(() => tf.floor(tf.mul(x, 1 / power)));
}

/**
 * ⌊a · b / 2^16⌋ of integers a < 2^16 and b ≤ 2^16, whose product float32 cannot hold: with a = 256 h + l, it is
 * ⌊(h b + ⌊l b / 256⌋) / 256⌋, and no value on the way reaches 2^24.
 */
export function scaled(tf: Tf, a: Tensor, b: Tensor | number): Tensor {
  return tf.tidy(() => {
    const high = floorDivide(tf, a, 256);
    const low = tf.sub(a, tf.mul(high, 256));
    return floorDivide(tf, tf.add(tf.mul(high, b), floorDivide(tf, tf.mul(low, b), 256)), 256);
  });
}

/**
 * ⌊a / b⌋ of integers 0 ≤ a < 2^24 and b ≥ 1 with a quotient below 2^13, given 1/b to about 20 bits: the estimate
 * is off by one at most, and the remainder, which is exact, says by how much.
 */
export function quotient(tf: Tf, a: Tensor, b: Tensor, reciprocal: Tensor): Tensor {
  return tf.tidy(() => {
    const estimate = tf.floor(tf.mul(a, reciprocal));
    const rest = tf.sub(a, tf.mul(estimate, b));
    const tooSmall = above(tf, tf.add(rest, 1), b);
    const tooLarge = above(tf, tf.neg(rest), 0);
    return tf.add(estimate, tf.sub(tooSmall, tooLarge));
  });
}

/** [a₀, a₀, a₁, a₁, …]: what both children of each node take over, in heap order. */
export function twice(tf: Tf, a: Tensor): Tensor {
  return tf.reshape(tf.mul(tf.reshape(a, [-1, 1]), tf.ones([1, 2])), [-1]);
}

/** Uploads integers as float32. */
export function upload(tf: Tf, values: ArrayLike<number>, shape: number[] = [values.length]): Tensor {
  return tf.tensor(values instanceof Float32Array ? values : Float32Array.from(values), shape, 'float32');
}

/**
 * Runs `work` in a tidy, reads its result and frees it: a typed array that left the tidy itself would be walked
 * element by element.
 */
export function read(tf: Tf, work: () => Tensor): Float32Array {
  const result = tf.tidy(work);
  const values = result.dataSync<'float32'>();
  result.dispose();
  return values;
}
