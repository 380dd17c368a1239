/** Bounds of similarity: a pair matches when its product reaches one. */

/** Bounds are positive, else the zero vector would match. */
export function checkBound(bound: number): void {
  if (!Number.isInteger(bound) || bound < 1) {
    throw new RangeError(`A similarity bound is an integer from 1; got ${bound}`);
  }
}

/** The largest product of two int8 rows. */
export const largestProduct = (features: number) => 128 * 128 * features;

/**
 * A bound as it is, or, where no product reaches it, the least that none reaches, which fits 32 bits.
 *
 * @throws RangeError where it is no integer from 1
 */
export function reachableBound({ features, bound }: { features: number; bound: number }): number {
  checkBound(bound);
  return Math.min(bound, largestProduct(features) + 1);
}
