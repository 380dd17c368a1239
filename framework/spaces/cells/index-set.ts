/**
 * Some of the numbers 0 … size − 1 (empty cells, nodes that there are) in an array, each with its place in it, so that
 * one drawn at random, added or taken away costs O(1). A number taken away leaves its place to the last one: the order
 * depends on what happened and is part of a run's state.
 */
export class IndexSet {
  #members: Int32Array;
  /** Places in `#members` by number, −1 for those that are not members. */
  #places: Int32Array;
  #count: number;

  /** All numbers below `size`, in ascending order. */
  constructor(size: number) {
    this.#members = new Int32Array(size);
    for (let member = 0; member < size; member++) this.#members[member] = member;
    this.#places = this.#members.slice();
    this.#count = size;
  }

  /** Numbers are below. */
  get size(): number {
    return this.#places.length;
  }

  get count(): number {
    return this.#count;
  }

  has(member: number): boolean {
    return this.#places[member]! >= 0;
  }

  /** The member at a place of the array, 0 … count − 1. */
  at(place: number): number {
    return this.#members[place]!;
  }

  add(member: number): void {
    this.#places[member] = this.#count;
    this.#members[this.#count++] = member;
  }

  delete(member: number): void {
    const place = this.#places[member]!;
    const last = this.#members[--this.#count]!;
    this.#members[place] = last;
    this.#places[last] = place;
    this.#places[member] = -1;
  }

  /** Makes room for more numbers, which are no members at first. */
  grow(size: number): void {
    const members = new Int32Array(size);
    members.set(this.#members);
    const places = new Int32Array(size).fill(-1);
    places.set(this.#places);
    this.#members = members;
    this.#places = places;
  }

  /** In the order of the array. */
  toArray(): Int32Array {
    return this.#members.slice(0, this.#count);
  }

  /** Takes over an order that `toArray` gave, for the numbers below `size`. */
  reset(members: Int32Array, size: number): void {
    this.#members = new Int32Array(size);
    this.#members.set(members);
    this.#places = new Int32Array(size).fill(-1);
    for (let place = 0; place < members.length; place++) this.#places[members[place]!] = place;
    this.#count = members.length;
  }
}
