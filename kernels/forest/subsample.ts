import { philox4x32, type RandomAddress } from '../random/philox.js';
import { MOST_ROWS, subsampleBlock } from './draws.js';

/**
 * The rows that a tree is grown on: all of 0 … rows − 1, or, where there are more than `size`, those with the smallest
 * keys, key = 16 random bits · 2^24 + row. A row's bits are drawn for the row (see draws.ts), so rows with equal bits
 * come in the order of rows and the choice is exact.
 */
export function subsampleRows(address: RandomAddress, tree: number, rows: number, size: number): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  if (rows <= size) return all;
  const { key, stream, agent, step } = address;
  const words = new Uint32Array(4 * Math.ceil(rows / 8));
  for (let at = 0; at < words.length; at += 4) {
    philox4x32(subsampleBlock(tree) + at / 4, step, agent, stream, key[0], key[1], words, at);
  }
  const bits = (row: number) => (words[row >>> 1]! >>> (16 * (row & 1))) & 0xffff;
  const keys = all.map((row) => bits(row) * MOST_ROWS + row);
  return keys
    .sort((a, b) => a - b)
    .slice(0, size)
    .map((value) => value % MOST_ROWS);
}
