/** 2^−32: multiplying by it is exact. */
const WORD = 1 / 4294967296;

/**
 * The top 32 bits of word · bound: an integer in 0 … bound − 1, exactly; bound from 1 to 2^32. (Lemire 2019 without the
 * rejection: no value's probability is off by more than 2^−32.)
 */
export function scale(word: number, bound: number): number {
  // The product stays under 2^53, as it does for larger bounds in two 16-bit halves.
  if (bound <= 0x200000) return (word * bound * WORD) >>> 0;
  const upper = (word >>> 16) * bound + Math.floor(((word & 0xffff) * bound) / 65536);
  return Math.floor(upper / 65536);
}

/** Whether a word falls under so many parts per million: 0 never does, 1 000 000 always does. */
export function under(word: number, ppm: number): boolean {
  return word * 1_000_000 < ppm * 4294967296;
}
