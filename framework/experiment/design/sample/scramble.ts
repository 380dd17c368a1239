import type { RandomStream } from '../../../random/index.js';

const BITS = 32;

/**
 * Nested uniform scrambling (Owen 1995) in base 2: each bit is flipped or not by a draw that its higher bits address.
 * Every point is then uniform by itself, and the net stays one; points scrambled by another step are independent.
 */
export function scrambled(word: number, stream: RandomStream, step: number): number {
  let result = 0;
  for (let level = 0; level < BITS; level++) {
    // Nodes of the tree of prefixes as a heap has them: 1, then 2 and 3, and so on below 2^32.
    const node = level === 0 ? 1 : ((1 << level) >>> 0) + (word >>> (BITS - level));
    const bit = (word >>> (BITS - 1 - level)) & 1;
    result = (result << 1) | (bit ^ (stream.bits(node, step, 0) & 1));
  }
  return result >>> 0;
}
