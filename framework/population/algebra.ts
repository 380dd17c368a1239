import type { Slots } from './slots.js';

/** The living rows that some lists name, one list after another, each row once. */
export function joined(slots: Slots, ...parts: Iterable<number>[]): Uint32Array {
  const met = new Uint8Array(slots.end);
  const rows: number[] = [];
  for (const part of parts)
    for (const i of part) {
      if (met[i] === 1 || !slots.has(i)) continue;
      met[i] = 1;
      rows.push(i);
    }
  return Uint32Array.from(rows);
}

/** By row: 1 for each that is named. */
export function marksOf(slots: Slots, rows: Iterable<number>): Uint8Array {
  const marks = new Uint8Array(slots.end);
  for (const i of rows) marks[i] = 1;
  return marks;
}

/** Rows by a key, in the order of the first of each. */
export function parted<K>(rows: Uint32Array, keys: ArrayLike<unknown>): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (let at = 0; at < rows.length; at++) {
    const key = keys[at] as K;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rows[at]!]);
    else group.push(rows[at]!);
  }
  return groups;
}
