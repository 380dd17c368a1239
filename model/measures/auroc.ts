import { NORMAL, UNSCORED } from '../traffic/traffic.js';

/** Path sums are below 2^24 (design, rule 1): 2^14 pages of 2^10 bins, made when first touched. */
const PAGE_BITS = 10;
const PAGE = 1 << PAGE_BITS;
const PAGES = 1 << (24 - PAGE_BITS);

/** What a checkpoint keeps of the counts. */
export interface AurocState {
  readonly normals: number;
  readonly attacks: number;
  readonly pages: ReadonlyMap<number, Float64Array | Uint32Array>;
}

/**
 * Area under the ROC curve of the forests' path sums, exact: the chance that an attack has the smaller path sum
 * of a random pair (attack, normal), ties counted half (Mann and Whitney 1947; Fawcett 2006, section 7).
 *
 * It counts records by path sum, so its memory is bounded by the range of the sums (8 or 16 bytes a bin, at
 * most 470,000 bins for 100 trees of height 8), not by the records; counts are exact to 2^53. Path sums of different
 * nodes compare, because all forests have the same number of trees and the same subsample.
 */
export class Auroc {
  /** A page holds normal counts in its first half and attack counts in its second. */
  readonly #pages: (Float64Array | Uint32Array | undefined)[] = new Array<undefined>(PAGES);
  readonly #column: typeof Float64Array | typeof Uint32Array;
  /** Pages in use, in the order of their first touch; the others hold zeros. */
  readonly #touched: number[] = [];
  /** [PAGES] 1 where a page is in use. */
  readonly #inUse = new Uint8Array(PAGES);
  #normals = 0;
  #attacks = 0;

  /** @param column what counts are kept in: a step's fit 32 bits */
  constructor(column: typeof Float64Array | typeof Uint32Array = Float64Array) {
    this.#column = column;
  }

  /** Counts rows `from` … `to − 1`; a smaller path sum (0 … 2^24 − 1) is more anomalous. */
  add(truth: Uint8Array, pathSums: Uint32Array, from = 0, to = truth.length): void {
    for (let row = from; row < to; row += 1) {
      const attack = truth[row]!;
      if (attack === UNSCORED) continue;
      const sum = pathSums[row]!;
      if (sum >= PAGES * PAGE) throw new RangeError(`path sum ${sum} of row ${row} is not below 2^24`);
      const page = this.#page(sum >>> PAGE_BITS);
      const bin = sum & (PAGE - 1);
      if (attack === NORMAL) {
        page[bin]! += 1;
        this.#normals += 1;
      } else {
        page[PAGE + bin]! += 1;
        this.#attacks += 1;
      }
    }
  }

  /** Adds another accumulator's counts; the result is that of one accumulator that saw both. */
  merge(other: Auroc): void {
    for (const index of other.#touched) {
      const from = other.#pages[index]!;
      const into = this.#page(index);
      for (let bin = 0; bin < 2 * PAGE; bin += 1) into[bin]! += from[bin]!;
    }
    this.#normals += other.#normals;
    this.#attacks += other.#attacks;
  }

  /** Forgets every record and keeps the pages' memory. */
  clear(): void {
    for (const index of this.#touched) {
      this.#pages[index]!.fill(0);
      this.#inUse[index] = 0;
    }
    this.#touched.length = 0;
    this.#normals = 0;
    this.#attacks = 0;
  }

  /** The area in 0…1: one ratio of exact integers; null without an attack or without a normal record. */
  value(): number | null {
    const pairs = this.#attacks * this.#normals;
    if (pairs === 0) return null;
    // Twice the pairs won, so that a tie is the integer 1; beyond 2^53 the sum goes on in BigInt.
    const exact = 2 * pairs <= Number.MAX_SAFE_INTEGER;
    let won = 0;
    let wonBig = 0n;
    let above = this.#normals;
    for (const index of this.#touched.sort((a, b) => a - b)) {
      const page = this.#pages[index]!;
      for (let bin = 0; bin < PAGE; bin += 1) {
        const normals = page[bin]!;
        const attacks = page[PAGE + bin]!;
        above -= normals;
        if (attacks === 0) continue;
        if (exact) won += attacks * (2 * above + normals);
        else wonBig += BigInt(attacks) * BigInt(2 * above + normals);
      }
    }
    if (exact) return won / (2 * pairs);
    return Number(wonBig) / Number(2n * BigInt(this.#attacks) * BigInt(this.#normals));
  }

  /** For checkpoints: the pages in use. */
  save(): AurocState {
    return {
      normals: this.#normals,
      attacks: this.#attacks,
      pages: new Map(this.#touched.toSorted((a, b) => a - b).map((index) => [index, this.#pages[index]!])),
    };
  }

  restore({ normals, attacks, pages }: AurocState): void {
    this.clear();
    for (const [index, page] of pages) this.#page(index).set(page);
    this.#normals = normals;
    this.#attacks = attacks;
  }

  /** Bytes that the counts in use take. */
  get bytes(): number {
    return this.#touched.length * 2 * PAGE * this.#column.BYTES_PER_ELEMENT;
  }

  #page(index: number): Float64Array | Uint32Array {
    const page = this.#pages[index] ?? new this.#column(2 * PAGE);
    this.#pages[index] = page;
    if (this.#inUse[index] === 0) {
      this.#inUse[index] = 1;
      this.#touched.push(index);
    }
    return page;
  }
}
