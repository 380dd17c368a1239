import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { Found, Visits } from '../found.js';
import type { Item } from '../item.js';
import { Keys } from '../keys.js';
import type { SpaceOwner } from '../owner.js';
import { nameOf, nowhere, Space } from '../space.js';
import { type Hood, hoodOf, pickFrom } from './hood.js';
import { Occupancy } from './occupancy.js';

/** Items at most that a cell holds. */
export type Capacity = number | 'unlimited';

/** What a space of cells is at a moment, as plain data. */
export interface CellsState {
  /** What its items are. */
  readonly kind: 'rows' | 'agents';
  /** Rows, or ids of agents, cell by cell and in order of arrival, and the cell of each. */
  readonly items: Int32Array;
  /** The cell of each of `items`. */
  readonly cells: Int32Array;
  /** The empty cells in the order from which they are drawn. */
  readonly empties: Int32Array;
}

/** The cells of a space, whatever stands in them. */
export type Cells = Pick<CellSpace, 'size' | 'hood' | 'empties' | 'cellsWithin'>;

/**
 * A space of cells numbered 0 … size − 1, each holding up to `capacity` items. Orders are fixed: cells ascend, and the
 * items of a cell come in order of arrival.
 */
export abstract class CellSpace<I extends Item = number> extends Space<number, I> {
  /** Items that a cell holds at most; Infinity where there is no end. */
  readonly capacity: number;
  readonly #keys = new Keys<I>();
  readonly #found = new Found<I>(this.#keys);
  readonly #visits = new Visits(this.#keys, () => new Found<I>(this.#keys));
  /** Who is in which cell, for subclasses. */
  protected readonly occupancy: Occupancy;

  constructor(size: number, capacity: Capacity, of?: SpaceOwner<I>) {
    super(of);
    this.capacity = capacity === 'unlimited' ? Number.POSITIVE_INFINITY : capacity;
    if (!(this.capacity >= 1) || (this.capacity % 1 !== 0 && capacity !== 'unlimited'))
      throw new StarlingError(`A capacity is 'unlimited' or a whole number, 1 or more; got ${capacity}.`);
    this.occupancy = new Occupancy(size, this.capacity);
  }

  /** Cells. */
  abstract get size(): number;

  /** The cells within a radius (whole, 0 or more) of each cell, without the cell itself or with it. */
  abstract hood(radius: number, centre?: boolean): Hood;

  /** Who came first of those in each cell: a row, or −1 where nobody is. For spaces of rows; do not write. */
  get first(): Int32Array {
    return this.occupancy.first;
  }

  /** The cell of each row, −1 where it is in none. For spaces of rows; do not write, and ask anew after placing. */
  get cells(): Int32Array {
    return this.occupancy.cells;
  }

  place(item: I, at: number): void {
    this.#check(at);
    const { occupancy } = this;
    if (this.has(item))
      throw new StarlingError(`${nameOf(item)} is in cell ${this.placeOf(item)} already.`, {
        hint: 'Move it instead.',
      });
    if (!occupancy.hasRoom(at)) throw this.#full(item, at);
    occupancy.put(this.#keys.enter(item), at);
  }

  remove(item: I): void {
    if (!this.has(item)) return;
    const key = this.#keys.of(item);
    this.occupancy.take(key);
    this.#keys.leave(key);
  }

  placeOf(item: I): number | undefined {
    const key = this.#keys.of(item);
    const cell = key >= 0 ? this.occupancy.cells[key] : undefined;
    return cell === undefined || cell < 0 ? undefined : cell;
  }

  within(at: number, radius: number): I[] {
    this.#check(at);
    return this.#find(this.#found, at, radius, -1).toArray();
  }

  randomPlace(random: RandomCursor): number {
    return random.below(this.size);
  }

  override move(item: I, to: number): void {
    const key = this.#keyOf(item);
    this.#check(to);
    const { occupancy } = this;
    if (occupancy.cells[key] === to) return;
    if (!occupancy.hasRoom(to)) throw this.#full(item, to);
    occupancy.take(key);
    occupancy.put(key, to);
  }

  /** Two items change places; each then counts as the last to arrive. */
  override swap(a: I, b: I): void {
    const { occupancy } = this;
    const keyA = this.#keyOf(a);
    const keyB = this.#keyOf(b);
    const ofA = occupancy.cells[keyA]!;
    const ofB = occupancy.cells[keyB]!;
    if (ofA === ofB) return;
    occupancy.take(keyA);
    occupancy.take(keyB);
    occupancy.put(keyA, ofB);
    occupancy.put(keyB, ofA);
  }

  override neighbours(item: I, radius = 1): I[] {
    return this.near(item, radius).toArray();
  }

  /** As `neighbours`, without making an array: valid until this space is asked again, or changes. */
  near(item: I, radius = 1): Found<I> {
    const key = this.#keyOf(item);
    return this.#find(this.#found, this.occupancy.cells[key]!, radius, key);
  }

  /**
   * Calls `visit` with each of those that are neighbours at first; it may move items, take them out (these are then
   * passed over) and ask further questions.
   */
  forEachWithin(item: I, radius: number, visit: (other: I) => void): void {
    const key = this.#keyOf(item);
    const found = this.#visits.begin();
    try {
      this.#find(found, this.occupancy.cells[key]!, radius, key);
      for (let k = 0; k < found.count; k++)
        if (this.occupancy.cells[found.rows[k]!]! >= 0) visit(found.item(k));
    } finally {
      this.#visits.end();
    }
  }

  /** Items in a cell, in order of arrival. */
  at(cell: number): I[] {
    this.#check(cell);
    const items: I[] = [];
    const { first, next } = this.occupancy;
    for (let key = first[cell]!; key >= 0; key = this.capacity === 1 ? -1 : next[key]!)
      items.push(this.#keys.item(key));
    return items;
  }

  /** Who came first of those in a cell, undefined where nobody is. */
  firstAt(cell: number): I | undefined {
    const key = this.occupancy.first[cell]!;
    return key >= 0 ? this.#keys.item(key) : undefined;
  }

  /** One of those in a cell, drawn uniformly, undefined where nobody is; with one draw where somebody is. */
  randomAt(cell: number, random: RandomCursor): I | undefined {
    const { first, next } = this.occupancy;
    let key = first[cell]!;
    if (key < 0) return undefined;
    for (let skip = random.below(this.count(cell)); skip > 0; skip--) key = next[key]!;
    return this.#keys.item(key);
  }

  /** How many are in a cell. */
  count(cell: number): number {
    return this.occupancy.count(cell);
  }

  override isEmpty(cell: number): boolean {
    return this.occupancy.first[cell]! < 0;
  }

  /** Whether a cell can take one more. */
  hasRoom(cell: number): boolean {
    return this.occupancy.hasRoom(cell);
  }

  /** How many cells are empty. */
  get emptyCount(): number {
    return this.occupancy.empties.count;
  }

  /** The empty cells, ascending. */
  get empties(): Int32Array {
    return this.occupancy.empties.toArray().sort();
  }

  /** In constant time, with one draw. */
  override randomEmpty(random: RandomCursor): number | undefined {
    const { empties } = this.occupancy;
    return empties.count === 0 ? undefined : empties.at(random.below(empties.count));
  }

  /** Cells within a radius of a cell, ascending, without the cell itself or with it. */
  cellsWithin(cell: number, radius = 1, centre = false): Int32Array {
    this.#check(cell);
    return hoodOf(this.hood(radius, centre), cell);
  }

  /** One of the cells within a radius of a cell, not itself, drawn uniformly; undefined where there is none. */
  randomCellWithin(cell: number, random: RandomCursor, radius = 1): number | undefined {
    return pickFrom(this.hood(radius), cell, random);
  }

  save(): CellsState {
    const { ids } = this.#keys;
    const { first, next } = this.occupancy;
    const items: number[] = [];
    const cells: number[] = [];
    for (let cell = 0; cell < this.size; cell++)
      for (let key = first[cell]!; key >= 0; key = next[key]!) {
        items.push(ids === undefined ? key : ids[key]!);
        cells.push(cell);
      }
    return {
      kind: this.#keys.kind,
      items: Int32Array.from(items),
      cells: Int32Array.from(cells),
      empties: this.occupancy.empties.toArray(),
    };
  }

  /**
   * Becomes what it was when `state` was saved. `agentOf` finds agents by id; rows need it not.
   * @throws StarlingError for an agent that is not there
   */
  restore(state: CellsState, agentOf?: (id: number) => I | undefined): void {
    const { kind, items, cells, empties } = state;
    this.occupancy.clear();
    this.#keys.clear();
    for (let k = 0; k < items.length; k++) this.place(this.#keys.saved(kind, items[k]!, agentOf), cells[k]!);
    this.occupancy.empties.reset(empties, this.occupancy.size);
  }

  /** Fills `found` with those within a radius of a cell that there is, but the key `own`. */
  #find(found: Found<I>, cell: number, radius: number, own: number): Found<I> {
    const { first, next, capacity } = this.occupancy;
    const single = capacity === 1;
    const hood = this.hood(radius, !single || own < 0);
    let at = hood.open(cell);
    const { steps } = hood;
    const end = at + steps[at]!;
    if (single) {
      found.reserve(end - at);
      const { rows } = found;
      let count = 0;
      // Every first is written, and those that are nobody (−1) written over: full and empty cells come as they like, and
      // a processor guesses badly which it will be.
      while (at < end) {
        const key = first[cell + steps[++at]!]!;
        rows[count] = key;
        count += (key >>> 31) ^ 1;
      }
      found.count = count;
      return found;
    }
    found.count = 0;
    while (at < end)
      for (let key = first[cell + steps[++at]!]!; key >= 0; key = next[key]!) if (key !== own) found.add(key);
    return found;
  }

  /** @throws StarlingError where the item is in no cell */
  #keyOf(item: I): number {
    const key = this.#keys.of(item);
    if (key < 0 || !(this.occupancy.cells[key]! >= 0)) throw nowhere(item);
    return key;
  }

  #check(cell: number): void {
    if (!(cell >= 0 && cell < this.size) || !Number.isInteger(cell))
      throw new StarlingError(`There is no cell ${cell}: cells are numbered from 0 to ${this.size - 1}.`);
  }

  #full(item: I, cell: number): StarlingError {
    return new StarlingError(
      `${nameOf(item)} does not fit into cell ${cell}, which holds ${this.count(cell)} already.`,
      { hint: 'Ask hasRoom first, or give the space a greater capacity.' },
    );
  }
}
