import { type ArraysOf, ColumnStore, type Columns } from '../sets/columns.js';
import { checkRoom, type PopulationOptions } from './options.js';
import { Slots } from './slots.js';

/** What all views of a population share: its columns, who lives in which row, births and deaths. */
export class Stock<C extends Columns> {
  readonly store: ColumnStore<C>;
  readonly slots: Slots;
  /** The store's: the same object for good. */
  readonly arrays: ArraysOf<C>;
  readonly #reuse: boolean;

  /** @throws StarlingError for a size or a capacity out of range, or a shape that has no values */
  constructor(size: number, columns: C, { capacity = size, reuse = true }: PopulationOptions) {
    checkRoom(size, capacity);
    this.store = new ColumnStore(columns, capacity);
    this.slots = new Slots(size);
    this.arrays = this.store.arrays;
    this.#reuse = reuse;
  }

  /** Answers the row of who is born; its values are zeros. */
  add(): number {
    const { store, slots } = this;
    const { free, end } = slots;
    const row = free.pop() ?? end;
    if (row === store.capacity) this.reserve(Math.max(16, 2 * end));
    // A row that nobody has lived in may hold values, too: a buffer of the whole column was copied over it.
    else store.clear(row, row + 1);
    slots.bear(row, store.capacity);
    return row;
  }

  /** Answers the rows of those who are born, each given to `init` before the next is born. */
  create(count: number, init: ((i: number) => void) | undefined): Uint32Array {
    const { deaths } = this.slots;
    const rows = new Uint32Array(count);
    for (let k = 0; k < count; k++) {
      const row = this.add();
      rows[k] = row;
      init?.(row);
    }
    // Where init removed newborns, others may have been born into their rows: the last one of a row may live there.
    return deaths === this.slots.deaths ? rows : Uint32Array.from(new Set(rows.reverse())).reverse();
  }

  /** Whoever lives in a row dies, and the spaces are told. */
  remove(row: number): void {
    const { slots } = this;
    if (!slots.bury(row, this.store.capacity)) return;
    for (const leave of slots.leaving) leave(row);
    if (this.#reuse) slots.free.push(row);
  }

  reserve(capacity: number): void {
    const { store } = this;
    if (capacity > store.capacity) store.grow(Math.min(capacity, 0xffffffff));
  }
}
