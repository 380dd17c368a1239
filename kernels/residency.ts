/**
 * Where columns lie. A device with a memory of its own keeps a copy of a column from one job to the next, so that only
 * what somebody looks at crosses to the host; elsewhere the host's arrays are the columns, and nothing is to be done.
 */
import type { Numbers } from './window.js';

/** Done at once, or once it settles. */
export type Awaitable<T = void> = T | Promise<T>;

/** Bytes that crossed since the device was opened. */
export interface Crossed {
  readonly toHost: number;
  readonly toDevice: number;
}

export interface Residency {
  /**
   * From now on these columns lie on the device: jobs leave the host's arrays as they are, until `read`. A kept column is
   * an array with a buffer of its own; jobs may be given parts of it (`subarray`).
   */
  keep(...columns: readonly Numbers[]): void;
  /** These columns are no longer needed; what was not read is lost. */
  release(...columns: readonly Numbers[]): void;
  /** The host has changed these columns: the device takes them anew. What it had not been read of is lost. */
  wrote(...columns: readonly Numbers[]): void;
  /** All values of these columns, whole ones, become the same, wherever they lie. */
  fill(value: number, ...columns: readonly Numbers[]): void;
  /** Brings the host's arrays up to date. */
  read(...columns: readonly Numbers[]): Promise<void> | undefined;
  /** A copy of some rows of `width` values, in this order; the host's array stays as it is. */
  readRows<T extends Numbers>(column: T, width: number, rows: ArrayLike<number>): Awaitable<T>;
  crossed(): Crossed;
  /** Bytes of the columns that lie on the device now. */
  held(): number;
}

/** Of devices whose memory is the host's. */
export const hostResidency: Residency = {
  keep: () => undefined,
  release: () => undefined,
  wrote: () => undefined,
  fill: (value, ...columns) => {
    for (const column of columns) column.fill(value);
  },
  read: () => undefined,
  readRows: <T extends Numbers>(column: T, width: number, rows: ArrayLike<number>): T => {
    const out = column.slice(0, 0).constructor as new (length: number) => T;
    const copy = new out(rows.length * width);
    for (let i = 0; i < rows.length; i++)
      copy.set(column.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
    return copy;
  },
  crossed: () => ({ toHost: 0, toDevice: 0 }),
  held: () => 0,
};
