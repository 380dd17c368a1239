/**
 * Windows: each slot keeps its W most recent rows in a ring. Rows lie at positions 0 … count − 1 always, so a window
 * is a group for the other kernels; `head` is where the next row goes: the count, or, once the window is full, its
 * oldest row.
 */
import type { Groups } from './groups.js';

export type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

/** Something kept beside each row: `width` values in `stored` [slots, W, width], and one such row in `incoming`. */
export interface Attribute<T extends Numbers = Numbers> {
  readonly width: number;
  readonly stored: T;
  /** Rows as in the job's `groups`; not read by `windowPurge`. */
  readonly incoming: T;
}

export interface Window {
  /** W */
  readonly capacity: number;
  readonly features: number;
  /** [slots, W, F] */
  readonly rows: Uint16Array;
  /** [slots] rows held. */
  readonly counts: Uint32Array;
  /** [slots] where the next row goes. */
  readonly heads: Uint32Array;
}

export interface WindowAppend {
  readonly window: Window;
  /** Rows of F u16, oldest first in each group; group g goes to slot `groups.slots[g]`, each slot named once. */
  readonly records: Uint16Array;
  readonly groups: Groups;
  /** One entry a row: rows with 0 stay out. */
  readonly gate?: Uint8Array;
  readonly attributes?: readonly Attribute[];
}

/** Reference of `Kernels.windowAppend`: appends rows, over the oldest where a window is full. */
export function windowAppend({ window, records, groups, gate, attributes = [] }: WindowAppend): void {
  const { capacity, features, rows, counts, heads } = window;
  for (let g = 0; g < groups.slots.length; g++) {
    const slot = groups.slots[g]!;
    const end = groups.starts[g]! + groups.lengths[g]!;
    let [head, appended] = [heads[slot]!, 0];
    for (let row = groups.starts[g]!; row < end; row++) {
      if (gate !== undefined && gate[row] === 0) continue;
      const position = slot * capacity + head;
      copyRow(records, row, rows, position, features);
      for (const { width, stored, incoming } of attributes) copyRow(incoming, row, stored, position, width);
      head = (head + 1) % capacity;
      appended++;
    }
    heads[slot] = head;
    counts[slot] = Math.min(capacity, counts[slot]! + appended);
  }
}

export interface WindowPurge {
  readonly window: Window;
  /** Each slot is named once. */
  readonly slots: Uint32Array;
  /** [slots, W]: rows at positions with 1 are dropped. */
  readonly drop: Uint8Array;
  readonly attributes?: readonly Pick<Attribute, 'width' | 'stored'>[];
  /** One entry for each of the job's `slots`: how many rows were dropped. */
  readonly dropped: Uint32Array;
}

/**
 * Reference of `Kernels.windowPurge`: drops rows and moves the others together, oldest first from position 0. A
 * window that loses none stays as it is; what lies behind the rows of another stays as it was.
 */
export function windowPurge({ window, slots, drop, attributes = [], dropped }: WindowPurge): void {
  const { capacity, features, rows, counts, heads } = window;
  for (let s = 0; s < slots.length; s++) {
    const slot = slots[s]!;
    const first = slot * capacity;
    const count = counts[slot]!;
    const oldest = count === capacity ? heads[slot]! : 0;
    const kept: number[] = [];
    for (let i = 0; i < count; i++) {
      const position = first + ((oldest + i) % capacity);
      if (drop[position] === 0) kept.push(position);
    }
    dropped[s] = count - kept.length;
    if (kept.length === count) continue;
    gatherRows(rows, kept, first, features);
    for (const { width, stored } of attributes) gatherRows(stored, kept, first, width);
    counts[slot] = kept.length;
    heads[slot] = kept.length;
  }
}

function copyRow(from: Numbers, row: number, to: Numbers, at: number, width: number): void {
  for (let i = 0; i < width; i++) to[at * width + i] = from[row * width + i]!;
}

/** Puts the rows at `positions` in their order from row `first` on. */
function gatherRows(rows: Numbers, positions: readonly number[], first: number, width: number): void {
  const copy = rows.slice(0, positions.length * width);
  for (const [i, position] of positions.entries()) {
    copy.set(rows.subarray(position * width, (position + 1) * width), i * width);
  }
  rows.set(copy, first * width);
}
