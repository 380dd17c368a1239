/**
 * Where a forest's random bits lie. All draws of slot s at a step come from the address (key, stream, agent = s,
 * step); a draw depends on (tree, heap node, attempt) or (tree, row) alone, so trees and levels may be grown in any
 * order, on any device.
 *
 * - Splits: draw ((tree · 16 + attempt) · 2^h) + heap node, one word each: the high half picks the feature, the low
 *   half is u. Neighbouring heap nodes of a level share a block.
 * - Subsamples: blocks from 2^31 on, 2^21 a tree; row r has 16 bits: half `r & 1` of word `(r >>> 1) & 3` of block
 *   `r >>> 3`.
 */
export const ATTEMPTS = 16;
export const MOST_TREES = 1024;
export const MOST_ROWS = 1 << 24;

const SUBSAMPLE_BLOCKS = 0x80000000;

/** The draw of a node's split: word `draw & 3` of block `draw >>> 2`. Below 2^26 for all forests. */
export function splitDraw(tree: number, attempt: number, height: number, heap: number): number {
  return ((tree * ATTEMPTS + attempt) << height) + heap;
}

/** First block of a tree's subsample keys. */
export function subsampleBlock(tree: number): number {
  return SUBSAMPLE_BLOCKS + tree * (MOST_ROWS >>> 3);
}
