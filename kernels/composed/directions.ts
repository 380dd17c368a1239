/** Directions of records on tensors (see `kernels/directions.ts` for the definition). */
import { DIRECTION_NORM } from '../bounds.js';
import type { Directions } from '../kernels.js';
import { above, EXACT, floorDivide, not, quotient, read, type Tensor, type Tf, upload } from './ops.js';

const UNIT = 64;
const LIMIT = 6 * UNIT;
/** No deviation passes six of a spread as wide as this. */
const WIDEST = 10_923;
/** With more, the root of a sum of squares passes 2^14, and what is divided by it 2^24. */
export const MOST_FEATURES = 1024;
/** Bytes that the operations on a value hold. */
const BYTES_A_VALUE = 160;

/** Composition of `Kernels.directions`. */
export function directions(tf: Tf, memoryBudget: number, job: Directions): void {
  const { records, features, groups, centres, spreads, out } = job;
  if (features > MOST_FEATURES) {
    throw new RangeError(
      `Composed directions are exact for up to ${MOST_FEATURES} features; got ${features}`,
    );
  }
  const most = Math.max(1, Math.floor(Math.min(memoryBudget / BYTES_A_VALUE, EXACT) / features));
  const total = groups.lengths.reduce((sum, length) => sum + length, 0);
  const chunk = Math.min(most, total);
  const rows = new Uint32Array(chunk);
  const deviations = new Float32Array(chunk * features);
  let held = 0;
  const flush = () => {
    if (held === 0) return;
    const units = unitDirections(tf, deviations.subarray(0, held * features), held, spreads);
    for (let i = 0; i < held; i++) {
      for (let f = 0; f < features; f++) out[rows[i]! * features + f] = units[i * features + f]!;
    }
    held = 0;
  };
  for (let g = 0; g < groups.slots.length; g++) {
    const centre = groups.slots[g]! * features;
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      for (let f = 0; f < features; f++) {
        deviations[held * features + f] = records[row * features + f]! - centres[centre + f]!;
      }
      rows[held++] = row;
      if (held === chunk) flush();
    }
  }
  flush();
}

/** [rows, F] int8 directions of deviations x − c. */
function unitDirections(tf: Tf, deviations: Float32Array, rows: number, spreads: Uint16Array): Float32Array {
  return read(tf, () => {
    const d = upload(tf, deviations, [rows, spreads.length]);
    const sign = tf.clipByValue(d, -1, 1);
    const spread = upload(tf, spreads, [1, spreads.length]);
    // What passes six spreads is cut before it is divided, so the quotient is small.
    const limit = upload(
      tf,
      Float32Array.from(spreads, (s) => LIMIT * Math.min(s, WIDEST)),
      [1, spreads.length],
    );
    const size = tf.minimum(tf.mul(tf.mul(d, sign), UNIT), limit);
    const inverse = upload(
      tf,
      Float32Array.from(spreads, (s) => 1 / s),
      [1, spreads.length],
    );
    const z = quotient(tf, size, spread, inverse);
    const { root, scale } = scaledRoot(tf, z);
    const above2 = tf.add(tf.mul(tf.mul(z, scale), 2 * DIRECTION_NORM), root);
    const below2 = tf.mul(tf.maximum(root, 1), 2);
    return tf.mul(sign, quotient(tf, above2, below2, tf.reciprocal(below2)));
  });
}

/**
 * [rows, 1] ⌊√(4^s Σ z²)⌋ and 2^s, where s is the smallest with 4^s Σ z² ≥ 2^26 (0 and 2^13 where the sum is 0).
 * The sum is below 2^28, so it is carried in two parts: 4096 h + l.
 */
function scaledRoot(tf: Tf, z: Tensor): { root: Tensor; scale: Tensor } {
  const squares = tf.square(z);
  const thousands = floorDivide(tf, squares, 4096);
  const low = tf.sum(tf.sub(squares, tf.mul(thousands, 4096)), 1, true);
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
