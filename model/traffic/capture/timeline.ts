import { Exit, StarlingError } from '../../../framework/errors.js';

const MAX_STEPS = 1_000_000;

export interface Timeline {
  readonly order: Uint32Array;
  readonly step: Int32Array;
  readonly steps: number;
  readonly clock: (step: number) => number;
}

/**
 * Cuts rows into a warm-up (negative steps) and steps by their time in seconds: sorted by (time, row), the warm-up lasts `warmUp` seconds
 * from the first record, then every `stepSeconds` make a step until the last record. The clock counts from the first record.
 */
export function timeline(time: Float64Array, warmUp: number, stepSeconds: number, place: string): Timeline {
  const order = Uint32Array.from(time.keys()).sort((a, b) => time[a]! - time[b]! || a - b);
  const first = time[order[0]!]!;
  const step = new Int32Array(time.length);
  let steps = 0;
  for (const row of order) {
    const seconds = time[row]! - first - warmUp;
    const at = Math.floor(seconds / stepSeconds);
    if (at >= MAX_STEPS) {
      throw new StarlingError(`The capture makes more than ${MAX_STEPS} steps of ${stepSeconds} s.`, {
        code: Exit.usage,
        place,
        hint: 'Check that the time column is in seconds, or set traffic.step to more seconds.',
      });
    }
    step[row] = at;
    if (at >= steps) steps = at + 1;
  }
  if (steps === 0) {
    throw new StarlingError(
      `The capture ends within its warm-up of ${warmUp} s: no step is left to replay.`,
      {
        code: Exit.usage,
        place,
        hint: 'Set traffic.warmUp to fewer seconds (and check that the time column is in seconds).',
      },
    );
  }
  return { order, step, steps, clock: (k) => (k < 0 ? 0 : warmUp + k * stepSeconds) };
}
