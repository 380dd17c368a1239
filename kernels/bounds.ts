/**
 * Where reals become integers: each real threshold of a scenario is turned into an integer bound once, before the
 * run, and every decision compares integers.
 */
import { averagePath } from './forest/path.js';

/** Norm of an int8 unit direction. */
export const DIRECTION_NORM = 127;

/**
 * The bound on the integer dot product of two int8 directions that stands for cosine ≥ θ: round(θ · 127²).
 * The bound is the definition of "similar"; directions are rounded, so the cosine agrees to about 0.01.
 *
 * @param theta cosine in (0, 1]
 */
export function similarityBound(theta: number): number {
  if (!(theta > 0 && theta <= 1)) throw new RangeError(`A similarity is in (0, 1]; got ${theta}`);
  return Math.round(theta * DIRECTION_NORM * DIRECTION_NORM);
}

/**
 * Anomaly score 2^(−E / c(ψ)) of a sum of path lengths (Liu, Ting, Zhou 2008, equation 2): above ½ is shorter than
 * average. A float for reports; decisions compare path sums.
 *
 * @param pathSum sum over the trees, in 1/256
 */
export function scoreOf(pathSum: number, trees: number, subsample: number): number {
  return Math.exp((-Math.LN2 * pathSum) / (256 * trees * averagePath(subsample)));
}

/**
 * The path-sum bound of a fixed score threshold: a record is flagged when `pathSum < bound`, which is when its score
 * exceeds the threshold.
 *
 * @param threshold score in (0, 1)
 */
export function boundOf(threshold: number, trees: number, subsample: number): number {
  if (!(threshold > 0 && threshold < 1))
    throw new RangeError(`A score threshold is in (0, 1); got ${threshold}`);
  return Math.ceil((256 * trees * averagePath(subsample) * -Math.log(threshold)) / Math.LN2);
}

/**
 * The path-sum bound that flags at most a share of a sample: with n sums in ascending order and k = ⌊n · ppm / 10⁶⌋,
 * it is the sum of rank k (from 0), and a record is flagged when `pathSum < bound`. So at most k of the sample are
 * flagged, and sums that tie with the bound never are. An empty sample flags nothing (bound 0); ppm = 10⁶ flags the
 * whole sample (its largest sum + 1).
 *
 * @param pathSums any order; not changed
 * @param ppm share in parts per million, 0 … 10⁶
 */
export function quantileBound(pathSums: Uint32Array, ppm: number): number {
  return quantileBounds(pathSums, [ppm])[0]!;
}

/** `quantileBound` of several shares, which sorts once. */
export function quantileBounds(pathSums: Uint32Array, shares: readonly number[]): number[] {
  const sorted = pathSums.slice().sort();
  return shares.map((ppm) => {
    if (!Number.isInteger(ppm) || ppm < 0 || ppm > 1_000_000) {
      throw new RangeError(`A share is 0 … 1000000 parts per million; got ${ppm}`);
    }
    const count = sorted.length;
    if (count === 0) return 0;
    const rank = Math.floor((count * ppm) / 1_000_000);
    return rank === count ? sorted[count - 1]! + 1 : sorted[rank]!;
  });
}

/**
 * Whether path sums stay exact in float32, as devices without integers carry them:
 * trees · 256 · (height + c(ψ)) < 2^24.
 */
export function pathSumsFit(trees: number, height: number, subsample: number): boolean {
  return trees * 256 * (height + averagePath(subsample)) < 16_777_216;
}
