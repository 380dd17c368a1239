import { grown } from '../keys.js';

const NONE = -1;
/** Room of a bucket at first; twice as much each time that it is full. */
const FIRST = 4;
/** Places of the smallest pool. */
const LEAST = 256;

/**
 * Keys by cell with their coordinates, those of a cell side by side, so that a search reads on instead of following
 * links. All buckets lie in one pool; one that is full moves to its end. The order in a bucket depends on what happened:
 * whoever reads it sorts.
 */
export class Buckets {
  /** By cell: where its bucket begins in the pool, and how many keys it holds. */
  start = new Int32Array(0);
  count = new Int32Array(0);
  #room = new Int32Array(0);
  /** By place in the pool. */
  keys = new Int32Array(0);
  x = new Float64Array(0);
  y = new Float64Array(0);
  /** Stays empty in two dimensions. */
  z = new Float64Array(0);
  readonly #flat: boolean;
  /** Buckets lie below. */
  #end = 0;
  /** By key: the cell, −1 where it is in none. */
  cells = new Int32Array(0);
  /** By key: the place in the pool. */
  #places = new Int32Array(0);

  constructor(flat: boolean) {
    this.#flat = flat;
  }

  /** Empties all cells, so many of them now. */
  clear(cells: number): void {
    this.start = new Int32Array(cells);
    this.count = new Int32Array(cells);
    this.#room = new Int32Array(cells);
    this.#end = 0;
    this.cells.fill(NONE);
  }

  /** A key that is in no cell. */
  put(key: number, cell: number, x: number, y: number, z: number): void {
    if (key >= this.cells.length) {
      this.cells = grown(this.cells, key, NONE);
      this.#places = grown(this.#places, key, NONE);
    }
    if (this.count[cell] === this.#room[cell]) this.#widen(cell);
    const place = this.start[cell]! + this.count[cell]!++;
    this.cells[key] = cell;
    this.#places[key] = place;
    this.keys[place] = key;
    this.x[place] = x;
    this.y[place] = y;
    if (!this.#flat) this.z[place] = z;
  }

  take(key: number): void {
    const cell = this.cells[key]!;
    const place = this.#places[key]!;
    const last = this.start[cell]! + --this.count[cell]!;
    // The last of the bucket fills the gap.
    const filler = this.keys[last]!;
    this.keys[place] = filler;
    this.x[place] = this.x[last]!;
    this.y[place] = this.y[last]!;
    if (!this.#flat) this.z[place] = this.z[last]!;
    this.#places[filler] = place;
    this.cells[key] = NONE;
  }

  /** A key that is in a cell, to this or another. */
  move(key: number, cell: number, x: number, y: number, z: number): void {
    if (cell !== this.cells[key]) {
      this.take(key);
      this.put(key, cell, x, y, z);
      return;
    }
    const place = this.#places[key]!;
    this.x[place] = x;
    this.y[place] = y;
    if (!this.#flat) this.z[place] = z;
  }

  #widen(cell: number): void {
    const room = Math.max(FIRST, 2 * this.#room[cell]!);
    if (this.#end + room > this.keys.length) this.#renew(room);
    const from = this.start[cell]!;
    const to = this.#end;
    for (let k = 0; k < this.count[cell]!; k++) {
      const key = this.keys[from + k]!;
      this.keys[to + k] = key;
      this.x[to + k] = this.x[from + k]!;
      this.y[to + k] = this.y[from + k]!;
      if (!this.#flat) this.z[to + k] = this.z[from + k]!;
      this.#places[key] = to + k;
    }
    this.start[cell] = to;
    this.#room[cell] = room;
    this.#end = to + room;
  }

  /** Another pool with twice the room that is needed now, without what full buckets have left behind. */
  #renew(more: number): void {
    const { start, count, keys, x, y, z } = this;
    const room = this.#room;
    let needed = more;
    for (let cell = 0; cell < room.length; cell++) needed += room[cell]!;
    const length = Math.max(LEAST, 2 * needed);
    this.keys = new Int32Array(length);
    this.x = new Float64Array(length);
    this.y = new Float64Array(length);
    if (!this.#flat) this.z = new Float64Array(length);
    let to = 0;
    for (let cell = 0; cell < start.length; cell++) {
      const from = start[cell]!;
      start[cell] = to;
      for (let k = 0; k < count[cell]!; k++) {
        const key = keys[from + k]!;
        this.keys[to + k] = key;
        this.x[to + k] = x[from + k]!;
        this.y[to + k] = y[from + k]!;
        if (!this.#flat) this.z[to + k] = z[from + k]!;
        this.#places[key] = to + k;
      }
      to += room[cell]!;
    }
    this.#end = to;
  }
}
