/**
 * The empty cells of a space in an array, each with its place in it, so that one drawn at random, added or taken away
 * costs O(1). A cell taken away leaves its place to the last one: the order depends on what happened and is part of a
 * run's state.
 */
export class Empties {
  #cells: Int32Array;
  /** Places in `#cells` by cell, −1 where the cell is taken. */
  #places: Int32Array;
  #count: number;

  /** All of so many cells, in ascending order. */
  constructor(size: number) {
    this.#cells = Int32Array.from({ length: size }, (_, cell) => cell);
    this.#places = this.#cells.slice();
    this.#count = size;
  }

  get count(): number {
    return this.#count;
  }

  has(cell: number): boolean {
    return this.#places[cell]! >= 0;
  }

  /** The cell at a place of the array, 0 … count − 1. */
  at(place: number): number {
    return this.#cells[place]!;
  }

  add(cell: number): void {
    this.#places[cell] = this.#count;
    this.#cells[this.#count++] = cell;
  }

  delete(cell: number): void {
    const place = this.#places[cell]!;
    const last = this.#cells[--this.#count]!;
    this.#cells[place] = last;
    this.#places[last] = place;
    this.#places[cell] = -1;
  }

  /** In the order of the array. */
  toArray(): Int32Array {
    return this.#cells.slice(0, this.#count);
  }

  /** Takes over an order that `toArray` gave, for so many cells. */
  reset(cells: Int32Array, size: number): void {
    this.#cells = new Int32Array(size);
    this.#cells.set(cells);
    this.#places = new Int32Array(size).fill(-1);
    for (let place = 0; place < cells.length; place++) this.#places[cells[place]!] = place;
    this.#count = cells.length;
  }
}
