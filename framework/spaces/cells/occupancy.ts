import { grown } from '../keys.js';
import { IndexSet } from './index-set.js';

const NONE = -1;

/**
 * Who is in which cell, by keys. A cell's occupants are a chain in order of arrival, linked both ways, so that coming
 * and going cost O(1); where a cell holds one at most, `first` says it all.
 */
export class Occupancy {
  readonly capacity: number;
  /** Cells in which nobody is. */
  readonly empties: IndexSet;
  /** By cell: who came first and last of those that are there (−1: nobody), and how many are there. */
  first: Int32Array;
  #last: Int32Array;
  #counts: Int32Array;
  /** By key: the cell (−1: nowhere), and who came after and before in that cell. */
  cells = new Int32Array(0);
  next = new Int32Array(0);
  #previous = new Int32Array(0);

  constructor(size: number, capacity: number) {
    this.capacity = capacity;
    this.empties = new IndexSet(size);
    this.first = new Int32Array(size).fill(NONE);
    this.#last = new Int32Array(capacity === 1 ? 0 : size).fill(NONE);
    this.#counts = new Int32Array(capacity === 1 ? 0 : size);
  }

  /** Everyone goes; every cell is empty. */
  clear(): void {
    for (const values of [this.first, this.#last, this.cells, this.next, this.#previous]) values.fill(NONE);
    this.#counts.fill(0);
    this.empties.reset(Int32Array.from(this.first.keys()), this.size);
  }

  count(cell: number): number {
    if (this.capacity === 1) return this.first[cell] === NONE ? 0 : 1;
    return this.#counts[cell]!;
  }

  hasRoom(cell: number): boolean {
    return this.count(cell) < this.capacity;
  }

  /** Cells. */
  get size(): number {
    return this.first.length;
  }

  /** Makes room for more cells, empty but not known as such: see `empties`. */
  grow(size: number): void {
    this.empties.grow(size);
    const longer = (values: Int32Array, filler: number) => {
      const copy = new Int32Array(size).fill(filler);
      copy.set(values);
      return copy;
    };
    this.first = longer(this.first, NONE);
    if (this.capacity === 1) return;
    this.#last = longer(this.#last, NONE);
    this.#counts = longer(this.#counts, 0);
  }

  /** Puts a key that is nowhere into a cell that has room. */
  put(key: number, cell: number): void {
    if (key >= this.cells.length) this.#grow(key);
    this.cells[key] = cell;
    if (this.first[cell] === NONE) {
      this.empties.delete(cell);
      this.first[cell] = key;
    } else {
      const last = this.#last[cell]!;
      this.next[last] = key;
      this.#previous[key] = last;
    }
    if (this.capacity === 1) return;
    this.#last[cell] = key;
    this.#counts[cell]!++;
  }

  /** Takes a key out of its cell. */
  take(key: number): void {
    const cell = this.cells[key]!;
    this.cells[key] = NONE;
    if (this.capacity === 1) this.first[cell] = NONE;
    else this.#unlink(key, cell);
    if (this.first[cell] === NONE) this.empties.add(cell);
  }

  #unlink(key: number, cell: number): void {
    const next = this.next[key]!;
    const previous = this.#previous[key]!;
    if (previous === NONE) this.first[cell] = next;
    else this.next[previous] = next;
    if (next === NONE) this.#last[cell] = previous;
    else this.#previous[next] = previous;
    this.next[key] = NONE;
    this.#previous[key] = NONE;
    this.#counts[cell]!--;
  }

  #grow(key: number): void {
    this.cells = grown(this.cells, key, NONE);
    if (this.capacity === 1) return;
    this.next = grown(this.next, key, NONE);
    this.#previous = grown(this.#previous, key, NONE);
  }
}
