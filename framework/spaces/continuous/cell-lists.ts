import { grown } from '../keys.js';

const NONE = -1;

/**
 * Keys by cell, as chains linked both ways, so that one moves in O(1). The order of a chain depends on what happened:
 * whoever reads it sorts.
 */
export class CellLists {
  first = new Int32Array(0);
  next = new Int32Array(0);
  #previous = new Int32Array(0);
  /** By key: the cell, −1 where it is in none. */
  cells = new Int32Array(0);

  /** Empties all cells, so many of them now. */
  clear(cells: number): void {
    if (this.first.length !== cells) this.first = new Int32Array(cells);
    this.first.fill(NONE);
    this.cells.fill(NONE);
  }

  /** A key that is in no cell. */
  put(key: number, cell: number): void {
    if (key >= this.cells.length) {
      this.cells = grown(this.cells, key, NONE);
      this.next = grown(this.next, key, NONE);
      this.#previous = grown(this.#previous, key, NONE);
    }
    const next = this.first[cell]!;
    this.cells[key] = cell;
    this.next[key] = next;
    this.#previous[key] = NONE;
    if (next !== NONE) this.#previous[next] = key;
    this.first[cell] = key;
  }

  take(key: number): void {
    const next = this.next[key]!;
    const previous = this.#previous[key]!;
    if (previous === NONE) this.first[this.cells[key]!] = next;
    else this.next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
    this.cells[key] = NONE;
  }
}
