/** Vectors at unit length on tensors (see `unitDirection` in `kernels/directions.ts` for the definition). */
import { DIRECTION_NORM } from '../bounds.js';
import { above, floorDivide, not, quotient, type Tensor, type Tf } from './ops.js';

/** With more, parts of sums of squares pass 2^24. */
export const MOST_FEATURES = 1024;

/** Vectors shorter than this keep 127 times twice a component, and what is divided by, below 2^24. */
export const LONGEST = 65_000;

/** Squares in two parts: 4096 · thousands + rest. */
export interface Squares {
  readonly thousands: Tensor;
  /** Below 4096. */
  readonly rest: Tensor;
}

/** Squares of integers 0 ≤ z ≤ 4096. */
export function squares(tf: Tf, z: Tensor): Squares {
  const square = tf.square(z);
  const thousands = floorDivide(tf, square, 4096);
  return { thousands, rest: tf.sub(square, tf.mul(thousands, 4096)) };
}

/** Squares of integers 0 ≤ z < 2^16: with z = 256 h + l, they are 2^16 h² + 512 h l + l². */
export function wideSquares(tf: Tf, z: Tensor): Squares {
  const h = floorDivide(tf, z, 256);
  const l = tf.sub(z, tf.mul(h, 256));
  const cross = tf.mul(h, l);
  const eighth = floorDivide(tf, cross, 8);
  const low = tf.add(tf.mul(tf.sub(cross, tf.mul(eighth, 8)), 512), tf.square(l));
  const carry = floorDivide(tf, low, 4096);
  return {
    thousands: tf.add(tf.add(tf.mul(tf.square(h), 16), eighth), carry),
    rest: tf.sub(low, tf.mul(carry, 4096)),
  };
}

/**
 * [rows, F] int8 directions of the vectors sign · size, shorter than `LONGEST`.
 *
 * @param size [rows, F] |z|
 * @param square of `size`
 */
export function unit(tf: Tf, sign: Tensor, size: Tensor, square: Squares): Tensor {
  return tf.tidy(() => {
    const { root, scale } = scaledRoot(tf, square);
    const above2 = tf.add(tf.mul(tf.mul(size, scale), 2 * DIRECTION_NORM), root);
    const below2 = tf.mul(tf.maximum(root, 1), 2);
    return tf.mul(sign, quotient(tf, above2, below2, tf.reciprocal(below2)));
  });
}

/**
 * [rows, 1] ⌊√(4^s Σ z²)⌋ and 2^s, where s is the smallest with 4^s Σ z² ≥ 2^26 (0 and 2^13 where the sum is 0).
 * The sum is carried in two parts: 4096 h + l.
 */
function scaledRoot(tf: Tf, { thousands, rest: ones }: Squares): { root: Tensor; scale: Tensor } {
  const low = tf.sum(ones, 1, true);
  const carry = floorDivide(tf, low, 4096);
  const h = tf.add(tf.sum(thousands, 1, true), carry);
  const l = tf.sub(low, tf.mul(carry, 4096));
  // One doubling for each power of four from 4 to 4^13 that the sum does not reach.
  let scale: Tensor = tf.onesLike(h);
  for (let power = 1; power <= 13; power++) {
    const reached =
      power < 6
        ? tf.maximum(above(tf, l, (1 << (2 * power)) - 1), above(tf, h, 0))
        : above(tf, h, (1 << (2 * power - 12)) - 1);
    scale = tf.mul(scale, tf.add(1, not(tf, reached)));
  }
  // 4^s Σ z² in units of 2^14, whole part and rest; scaling by powers of two is exact.
  const square = tf.square(scale);
  const [wholeH, restH] = split(tf, tf.mul(tf.mul(h, 1 / 4), square));
  const [wholeL, restL] = split(tf, tf.mul(tf.mul(l, 1 / 16_384), square));
  const whole = tf.add(wholeH, wholeL);
  const rest = tf.mul(tf.add(restH, restL), 16_384);
  // The root of the rounded sum is off by one at most; what its square leaves of the sum says which way.
  const guess = tf.floor(tf.mul(tf.sqrt(tf.add(whole, tf.mul(rest, 1 / 16_384))), 128));
  const left = remainder(tf, whole, rest, guess);
  const lower = tf.sub(guess, above(tf, tf.neg(left), 0));
  const spare = remainder(tf, whole, rest, lower);
  return { root: tf.add(lower, above(tf, spare, tf.mul(lower, 2))), scale };
}

/** Whole part and fraction. */
function split(tf: Tf, x: Tensor): [Tensor, Tensor] {
  const whole = tf.floor(x);
  return [whole, tf.sub(x, whole)];
}

/** 2^14 whole + rest − root², where the root is about right; root = 128 a + b. */
function remainder(tf: Tf, whole: Tensor, rest: Tensor, root: Tensor): Tensor {
  const a = floorDivide(tf, root, 128);
  const b = tf.sub(root, tf.mul(a, 128));
  const difference = tf.mul(tf.sub(whole, tf.square(a)), 16_384);
  return tf.sub(tf.add(difference, rest), tf.add(tf.mul(tf.mul(a, b), 256), tf.square(b)));
}
