import { StarlingError } from '../errors.js';
import type { RandomCursor } from '../random/index.js';

/**
 * Places drawn one after another, each with a chance in proportion to its weight among those that are left; a place of
 * weight 0 is never drawn. Fewer than `count` where fewer have a weight. Takes O(n + count · log n).
 *
 * Weights are whole numbers, so that chances are exact. The sums are kept in a binary indexed tree (Fenwick 1994, "A new
 * data structure for cumulative frequency tables", Software: Practice and Experience 24).
 *
 * @throws StarlingError for a weight that is not a whole number ≥ 0, or a sum over 2^53 − 1
 */
export function drawWeighted(weights: ArrayLike<number>, count: number, random: RandomCursor): Uint32Array {
  const { length } = weights;
  let left = totalOf(weights);
  // sums[i], from 1 on: of the i & −i weights that end with the i-th.
  const sums = new Float64Array(length + 1);
  for (let i = 1; i <= length; i++) {
    sums[i]! += weights[i - 1]!;
    const above = i + (i & -i);
    if (above <= length) sums[above]! += sums[i]!;
  }
  const highest = length === 0 ? 0 : 1 << (31 - Math.clz32(length));
  const chosen = new Uint32Array(Math.max(0, Math.min(Math.ceil(count), length)));
  let drawn = 0;
  while (drawn < chosen.length && left > 0) {
    let rest = random.below(left);
    let place = 0;
    for (let bit = highest; bit > 0; bit >>>= 1) {
      const next = place + bit;
      if (next > length || sums[next]! > rest) continue;
      rest -= sums[next]!;
      place = next;
    }
    chosen[drawn++] = place;
    const weight = weights[place]!;
    left -= weight;
    for (let i = place + 1; i <= length; i += i & -i) sums[i]! -= weight;
  }
  return chosen.subarray(0, drawn);
}

/** One place, with a chance in proportion to its weight; undefined where none has a weight. Takes O(n). */
export function pickWeighted(weights: ArrayLike<number>, random: RandomCursor): number | undefined {
  const total = totalOf(weights);
  if (total === 0) return undefined;
  let rest = random.below(total);
  let place = 0;
  for (; rest >= weights[place]!; place++) rest -= weights[place]!;
  return place;
}

function totalOf(weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!Number.isInteger(weight) || weight < 0)
      throw new StarlingError(`A weight is a whole number, at least 0; got ${weight}.`, {
        hint: 'Shares become whole numbers by ppm(share).',
      });
    total += weight;
  }
  if (total > Number.MAX_SAFE_INTEGER) throw new StarlingError('The weights sum up to more than 2^53 − 1.');
  return total;
}
