/** Whether two samples can be of one distribution. */
import { Sfc32 } from '../models/sfc32.js';

/**
 * The greatest distance between two empirical distribution functions (Kolmogorov and Smirnov); ties are stepped over
 * together.
 */
export function distance(a: readonly number[], b: readonly number[]): number {
  const left = [...a].sort((p, q) => p - q);
  const right = [...b].sort((p, q) => p - q);
  let i = 0;
  let j = 0;
  let most = 0;
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i]!, right[j]!);
    while (left[i] === value) i++;
    while (right[j] === value) j++;
    most = Math.max(most, Math.abs(i / left.length - j / right.length));
  }
  return most;
}

/**
 * The chance that a random division of all values into two samples of these sizes has a distance at least as great: a
 * permutation test, which holds for discrete outcomes with ties, too. Never 0: the division at hand counts as one.
 */
export function permutationTest(a: readonly number[], b: readonly number[], rounds: number): number {
  const observed = distance(a, b);
  const all = [...a, ...b];
  // Only ranks matter: sorted once, a division is a mark for each value.
  const order = Int32Array.from({ length: all.length }, (_, i) => i).sort((i, j) => all[i]! - all[j]!);
  const values = Float64Array.from(order, (i) => all[i]!);
  const marks = Int32Array.from(order, (i) => (i < a.length ? 1 : 0));
  const random = new Sfc32(1);
  let atLeast = 1;
  for (let round = 0; round < rounds; round++) {
    random.shuffle(marks);
    // Rounding must not tell equal distances apart.
    if (distanceOf(values, marks, a.length) >= observed - 1e-12) atLeast++;
  }
  return atLeast / (rounds + 1);
}

function distanceOf(values: Float64Array, marks: Int32Array, first: number): number {
  const second = values.length - first;
  let inFirst = 0;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    inFirst += marks[i]!;
    if (values[i] === values[i + 1]) continue;
    most = Math.max(most, Math.abs(inFirst / first - (i + 1 - inFirst) / second));
  }
  return most;
}

/** P values of several tests, each so that under `alpha` is significant among them all (Holm 1979), in their order. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const adjusted = new Array<number>(values.length);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (values.length - rank) * values[i]!));
    adjusted[i] = least;
  }
  return adjusted;
}
