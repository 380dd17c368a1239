import { philox4x32, type RandomAddress } from '../../random/philox.js';
import { subsampleBlock } from '../draws.js';

/**
 * Draws subsamples without replacement: the ψ rows with the smallest keys, key = 16 random bits · 2^k + row. Rows
 * with equal bits are ordered by row, so the choice is exact, and it is made by counting: no row is sorted.
 */
export class Subsampler {
  readonly #bits: Uint16Array;
  readonly #words: Uint32Array;
  readonly #counts = new Uint32Array(256);

  /** @param mostRows the largest number of rows that will be asked for */
  constructor(mostRows: number) {
    this.#words = new Uint32Array(((mostRows + 7) >>> 3) << 2);
    this.#bits = new Uint16Array(mostRows);
  }

  /** Writes the `size` chosen rows of `rows` to `out`, ascending; `size` ≤ `rows`. */
  draw(address: RandomAddress, tree: number, rows: number, size: number, out: Uint32Array): void {
    this.#fill(address, tree, rows);
    const bits = this.#bits;
    // The ψ-th smallest value, high byte first.
    const high = this.#select(rows, size, (value) => value >>> 8);
    const low = this.#select(rows, high.left, (value) => (value >>> 8 === high.bin ? value & 0xff : -1));
    const limit = (high.bin << 8) | low.bin;
    let ties = low.left;
    let count = 0;
    for (let row = 0; count < size; row++) {
      if (bits[row]! < limit || (bits[row] === limit && ties-- > 0)) out[count++] = row;
    }
  }

  #fill({ key, stream, agent, step }: RandomAddress, tree: number, rows: number): void {
    const words = this.#words;
    let block = subsampleBlock(tree);
    // A word holds two rows, a block eight.
    for (let at = 0; 2 * at < rows; at += 4) {
      philox4x32(block++, step, agent, stream, key[0], key[1], words, at);
    }
    for (let row = 0; row < rows; row++) this.#bits[row] = words[row >>> 1]! >>> ((row & 1) << 4);
  }

  /** The bin that holds the `rank`-th value (from 1) by bin, and how many of the bin's values are within the rank. */
  #select(rows: number, rank: number, binOf: (value: number) => number): { bin: number; left: number } {
    const counts = this.#counts.fill(0);
    for (let row = 0; row < rows; row++) {
      const bin = binOf(this.#bits[row]!);
      if (bin >= 0) counts[bin] = counts[bin]! + 1;
    }
    let left = rank;
    let bin = 0;
    while (counts[bin]! < left) left -= counts[bin++]!;
    return { bin, left };
  }
}
