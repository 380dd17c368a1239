/** Bounds of similarity: a pair matches when its product reaches one. */

/** Bounds are positive, else the zero vector would match. */
export function checkBound(bound: number): void {
  if (!Number.isInteger(bound) || bound < 1) {
    throw new RangeError(`A similarity bound is an integer from 1; got ${bound}`);
  }
}

/** The largest product of two int8 rows. */
export const largestProduct = (features: number) => 128 * 128 * features;
