/**
 * Directions: what makes a record unusual, apart from how much. In integers throughout.
 *
 * For a record x in a frame (centre, spread), feature by feature: d = x − centre; z = trunc(64 d / spread), clipped
 * to ±384, which is six spreads. The direction is z at unit length, int8.
 */
import { DIRECTION_NORM } from './bounds.js';
import type { Groups } from './groups.js';

export interface Directions {
  /** Rows of F u16. */
  readonly records: Uint16Array;
  readonly features: number;
  readonly groups: Groups;
  /** [slots, F] centre of each slot's frame. */
  readonly centres: Uint16Array;
  /** [F] spread, ≥ 1. */
  readonly spreads: Uint16Array;
  /** Int8 unit directions (norm ≈ 127), one row of F a record; all zero where the deviation is. */
  readonly out: Int8Array;
}

const UNIT = 64;
const LIMIT = 6 * UNIT;
const SQUARES_FROM = 1 << 26;
const SQUARES_BELOW = 4_503_599_627_370_496;

/** Writes the unit direction of `vector` to `out[at]` … `out[at + vector.length − 1]`. */
function writeDirection(vector: Int32Array, out: Int8Array, at: number): void {
  const features = vector.length;
  let squares = 0;
  for (let f = 0; f < features; f++) squares += vector[f]! * vector[f]!;
  if (squares >= SQUARES_BELOW) throw new RangeError('A direction’s squared components sum to 2^52 or more');
  if (squares === 0) {
    out.fill(0, at, at + features);
    return;
  }
  // A common power of two does not turn a vector, and makes the root of a short one precise.
  let shift = 0;
  while (squares < SQUARES_FROM) {
    squares *= 4;
    shift++;
  }
  // Math.sqrt is correctly rounded, so its floor is the integer root of any integer below 2^52.
  const root = Math.floor(Math.sqrt(squares));
  for (let f = 0; f < features; f++) {
    const size = Math.abs(vector[f]!) * (1 << shift);
    const rounded = Math.floor((2 * DIRECTION_NORM * size + root) / (2 * root));
    out[at + f] = vector[f]! < 0 ? -rounded : rounded;
  }
}

/**
 * The int8 unit direction v of an integer vector z: v = round(127 z / |z|), halves away from zero, |v| ≈ 127, with
 * |z| = ⌊√Σ z²⌋ after z was scaled by the power of two that brings Σ z² to 2^26 or above (so the root is right to one
 * part in 2^13). The zero vector stays zero.
 *
 * @throws RangeError when Σ z² reaches 2^52
 */
export function unitDirection(vector: Int32Array): Int8Array {
  const out = new Int8Array(vector.length);
  writeDirection(vector, out, 0);
  return out;
}

/** Reference of `Kernels.directions`. Only the rows of `job.groups` are written. */
export function directions(job: Directions): void {
  const { records, features, groups, centres, spreads, out } = job;
  const z = new Int32Array(features);
  for (let g = 0; g < groups.slots.length; g++) {
    const centre = groups.slots[g]! * features;
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      const at = row * features;
      for (let f = 0; f < features; f++) {
        const deviation = Math.trunc(((records[at + f]! - centres[centre + f]!) * UNIT) / spreads[f]!);
        z[f] = Math.max(-LIMIT, Math.min(LIMIT, deviation));
      }
      writeDirection(z, out, at);
    }
  }
}
