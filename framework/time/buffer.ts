import type { ColumnArray } from '../sets/columns.js';

/**
 * A second copy of a column, for agents that change all at once: they read the values as they are, write those to
 * come, and `swap` makes these the values. An entry that nobody writes keeps its value.
 *
 *     const next = new DoubleBuffer(() => cells.columns.state);
 *     cells.do((i) => {
 *       next.write[i] = rule(next.read, i);
 *     });
 *     next.swap();
 *
 * The column itself stays the same array: values are copied into it, so that all who hold it see them.
 */
export class DoubleBuffer<T extends ColumnArray> {
  readonly #column: () => T;
  #next: T;

  /** @param column answers the column; asked anew each time, so the column may be replaced by a longer one */
  constructor(column: () => T) {
    this.#column = column;
    this.#next = column().slice() as T;
  }

  /** The values as they are: the column itself. */
  get read(): T {
    return this.#column();
  }

  /** The values to come, as many as the column has; what is new in a longer column is taken over. */
  get write(): T {
    const now = this.#column();
    if (this.#next.length !== now.length) {
      const longer = now.slice() as T;
      longer.set(this.#next.subarray(0, now.length));
      this.#next = longer;
    }
    return this.#next;
  }

  /** Makes the values to come the values. What was written to the column itself since the last swap is lost. */
  swap(): void {
    this.read.set(this.write);
  }

  /** Drops the values to come: they are the column's again, also where that was written to directly. */
  reset(): void {
    this.write.set(this.read);
  }

  /** The values to come, for a checkpoint. */
  save(): T {
    return this.write.slice() as T;
  }

  restore(next: T): void {
    this.#next = next.slice() as T;
  }
}
