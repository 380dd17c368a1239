import { nodeHash, sha256 } from './hash.js';

/**
 * A Merkle tree over a growing list of leaves (RFC 6962, section 2.1), kept as its compact range: the roots of the
 * perfect subtrees that make it up, largest first. So n leaves need at most log2(n) + 1 hashes of memory, and a leaf
 * costs two hashes on average.
 */
export class CompactRange {
  readonly #peaks: Buffer[];
  #size: number;

  constructor() {
    this.#peaks = [];
    this.#size = 0;
  }

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  /** Appends a leaf hash (32 bytes, see `leafHash`). */
  push(leaf: Buffer): void {
    let node = leaf;
    // Each trailing 1 bit of the size is a perfect subtree that the new leaf completes.
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2)
      node = nodeHash(this.#peaks.pop()!, node);
    this.#peaks.push(node);
    this.#size += 1;
  }

  /** Merkle tree hash of all leaves, 32 bytes; of none: SHA-256 of nothing. */
  root(): Buffer {
    const last = this.#peaks.at(-1);
    if (last === undefined) return sha256('');
    let node = last;
    for (let i = this.#peaks.length - 2; i >= 0; i -= 1) node = nodeHash(this.#peaks[i]!, node);
    return node;
  }

  /** A copy that grows on its own. */
  clone(): CompactRange {
    return CompactRange.of(this.#peaks, this.#size);
  }

  /** The roots of the perfect subtrees, largest first. */
  get peaks(): readonly Buffer[] {
    return this.#peaks;
  }

  /** A tree of so many leaves, from the roots of its perfect subtrees. */
  static of(peaks: readonly Buffer[], size: number): CompactRange {
    const tree = new CompactRange();
    tree.#peaks.push(...peaks);
    tree.#size = size;
    return tree;
  }
}
