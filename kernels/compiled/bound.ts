import { checkBound, largestProduct } from '../matching/bound.js';

/** No product reaches a bound beyond the largest, and none of them the next integer; the addon's bounds are 32 bits. */
export function compiledBound({ features, bound }: { features: number; bound: number }): number {
  checkBound(bound);
  return Math.min(bound, largestProduct(features) + 1);
}
