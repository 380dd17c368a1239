/**
 * Windows: each slot keeps its W most recent rows in a ring. Rows lie at positions 0 … count − 1 always, so a window
 * is a group for the other kernels; `head` is where the next row goes: the count, or, once the window is full, its
 * oldest row.
 */
import type { Groups } from './kernels.js';

type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

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

export function createWindow(slots: number, capacity: number, features: number): Window {
  const rows = new Uint16Array(slots * capacity * features);
  return { capacity, features, rows, counts: new Uint32Array(slots), heads: new Uint32Array(slots) };
}

export interface WindowAppend {
  readonly window: Window;
  /** Rows of F u16, oldest first in each group; group g goes to slot `groups.slots[g]`. */
  readonly records: Uint16Array;
  readonly groups: Groups;
  readonly attributes?: readonly Attribute[];
}

/** Appends rows, over the oldest where a window is full. */
export function windowAppend(job: WindowAppend): void {
  const { window, records, groups, attributes = [] } = job;
  const { capacity, features, rows, counts, heads } = window;
  for (let g = 0; g < groups.slots.length; g++) {
    const slot = groups.slots[g]!;
    const length = groups.lengths[g]!;
    // Of more rows than fit only the last stay, yet the head moves as if each had been written.
    const skipped = Math.max(0, length - capacity);
    let head = (heads[slot]! + skipped) % capacity;
    let row = groups.starts[g]! + skipped;
    for (let left = length - skipped; left > 0; ) {
      const run = Math.min(left, capacity - head);
      copyRows(records, row, rows, slot * capacity + head, run, features);
      for (const { width, stored, incoming } of attributes) {
        copyRows(incoming, row, stored, slot * capacity + head, run, width);
      }
      head = (head + run) % capacity;
      row += run;
      left -= run;
    }
    heads[slot] = head;
    counts[slot] = Math.min(capacity, counts[slot]! + length);
  }
}

export interface WindowPurge {
  readonly window: Window;
  readonly slots: Uint32Array;
  /** [slots, W]: rows at positions with 1 are dropped. */
  readonly drop: Uint8Array;
  readonly attributes?: readonly Pick<Attribute, 'width' | 'stored'>[];
}

/** Drops rows and moves the others together, oldest first from position 0. Returns how many were dropped. */
export function windowPurge(job: WindowPurge): number {
  const { window, slots, drop, attributes = [] } = job;
  const { capacity, features, rows, counts, heads } = window;
  let dropped = 0;
  for (const slot of slots) {
    const first = slot * capacity;
    const count = counts[slot]!;
    const oldest = count === capacity ? heads[slot]! : 0;
    const kept: number[] = [];
    for (let i = 0; i < count; i++) {
      const position = first + ((oldest + i) % capacity);
      if (drop[position] === 0) kept.push(position);
    }
    if (kept.length === count) continue;
    gatherRows(rows, kept, first, features);
    for (const { width, stored } of attributes) gatherRows(stored, kept, first, width);
    counts[slot] = kept.length;
    heads[slot] = kept.length;
    dropped += count - kept.length;
  }
  return dropped;
}

function copyRows(from: Numbers, row: number, to: Numbers, at: number, count: number, width: number): void {
  to.set(from.subarray(row * width, (row + count) * width), at * width);
}

/** Puts the rows at `positions` in their order from row `first` on. */
function gatherRows(rows: Numbers, positions: readonly number[], first: number, width: number): void {
  const copy = rows.slice(0, positions.length * width);
  for (const [i, position] of positions.entries()) {
    copy.set(rows.subarray(position * width, (position + 1) * width), i * width);
  }
  rows.set(copy, first * width);
}
