/** Directions of records on tensors (see `kernels/directions.ts` for the definition). */
import type { Directions } from '../kernels.js';
import { quotient, read, type Tf, upload } from './ops.js';
import { roomFor } from './slices.js';
import { MOST_FEATURES, squares, unit } from './unit.js';

const UNIT = 64;
const LIMIT = 6 * UNIT;
/** No deviation passes six of a spread as wide as this. */
const WIDEST = 10_923;
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
  const most = roomFor(memoryBudget, BYTES_A_VALUE * features);
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
    return unit(tf, sign, z, squares(tf, z));
  });
}
