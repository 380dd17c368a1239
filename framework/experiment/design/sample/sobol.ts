import { DIRECTIONS } from './directions.js';

/** Dimensions of the sequence that are known. */
export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1;

const BITS = 32;
const known = new Map<number, Uint32Array>();

/**
 * A coordinate of the Sobol sequence as a fraction of 2^32, in the order of Antonov and Saleev (1979), by Gray code;
 * the first point is 0.
 * @param dimension from 0 to SOBOL_DIMENSIONS − 1
 * @param index of the point, from 0
 */
export function sobol(dimension: number, index: number): number {
  const directions = directionsOf(dimension);
  let word = 0;
  for (let bit = 0, gray = index ^ (index >>> 1); gray !== 0; bit++, gray >>>= 1)
    if ((gray & 1) === 1) word ^= directions[bit]!;
  return word >>> 0;
}

/** Direction numbers v1 … v32 by the recurrence of Bratley and Fox (1988), as fractions of 2^32. */
function directionsOf(dimension: number): Uint32Array {
  const before = known.get(dimension);
  if (before !== undefined) return before;
  const v = new Uint32Array(BITS);
  if (dimension === 0) for (let k = 0; k < BITS; k++) v[k] = 1 << (BITS - 1 - k);
  else {
    const [a, ...m] = DIRECTIONS[dimension - 1]!;
    const degree = m.length;
    for (let k = 0; k < degree; k++) v[k] = m[k]! << (BITS - 1 - k);
    for (let k = degree; k < BITS; k++) {
      let word = v[k - degree]! ^ (v[k - degree]! >>> degree);
      for (let i = 1; i < degree; i++) if (((a >>> (degree - 1 - i)) & 1) === 1) word ^= v[k - i]!;
      v[k] = word;
    }
  }
  known.set(dimension, v);
  return v;
}
