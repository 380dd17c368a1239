/** Purging windows on tensors (see `kernels/window.ts` for the definition): one gather over the rows of windows. */
import type { WindowPurge } from '../kernels.js';
import { type Column, floatsOf, pack, range, storedOf, unpack } from './columns.js';
import { above, gather, not, read, scatterSum, type Tf, upload } from './ops.js';
import { roomFor } from './slices.js';

/** Bytes of a position beside its values. */
const BYTES_A_POSITION = 96;

/** Composition of `Kernels.windowPurge`. */
export function windowPurge(tf: Tf, memoryBudget: number, job: WindowPurge): void {
  const { window, slots, dropped, attributes = [] } = job;
  const { capacity, features, rows, counts, heads } = window;
  const columns = [{ width: features, values: rows }, ...attributes.map(storedOf)];
  slots.forEach((slot, s) => {
    dropped[s] = droppedOf(job, slot);
  });
  const losing = Array.from(slots.keys()).filter((s) => dropped[s]! > 0);
  const room = roomFor(memoryBudget, capacity * (BYTES_A_POSITION + 8 * floatsOf(columns)));
  for (let from = 0; from < losing.length; from += room) {
    const some = losing.slice(from, from + room);
    const own = some.map((s) => slots[s]!);
    const made = purged(tf, job, own, columns);
    for (const [i, slot] of own.entries()) {
      for (let p = 0; p < capacity; p++) unpack(columns, made, i * capacity + p, slot * capacity + p);
      counts[slot] = heads[slot] = counts[slot]! - dropped[some[i]!]!;
    }
  }
}

/** How many rows a slot loses. */
function droppedOf({ window, drop }: WindowPurge, slot: number): number {
  const first = slot * window.capacity;
  let lost = 0;
  for (let p = first; p < first + window.counts[slot]!; p++) if (drop[p] !== 0) lost++;
  return lost;
}

/**
 * [slots · W, floats] what the windows hold then. The place of a row that stays is how many older ones stay: those
 * before it, less those before the oldest row, and all those behind that one where it lies before it.
 */
function purged(
  tf: Tf,
  { window, drop }: WindowPurge,
  slots: readonly number[],
  columns: readonly Column[],
): Float32Array {
  const { capacity, counts, heads } = window;
  const held = slots.length * capacity;
  const floats = floatsOf(columns);
  const rows = new Float32Array(held * floats);
  const stays = new Float32Array(held);
  const oldest = new Float32Array(slots.length);
  for (const [i, slot] of slots.entries()) {
    const count = counts[slot]!;
    pack(columns, range(slot * capacity, capacity), rows, i * capacity);
    for (let p = 0; p < count; p++) stays[i * capacity + p] = drop[slot * capacity + p] === 0 ? 1 : 0;
    oldest[i] = count === capacity ? heads[slot]! : 0;
  }
  const shape = [slots.length, capacity];
  return read(tf, () => {
    const stay = upload(tf, stays, shape);
    const position = tf.reshape(tf.range(0, capacity), [1, capacity]);
    const isBefore = above(tf, upload(tf, oldest, [slots.length, 1]), position);
    const staying = tf.sum(stay, 1, true);
    const before = tf.sum(tf.mul(stay, isBefore), 1, true);
    const older = tf.add(tf.sub(tf.sub(tf.cumsum(stay, 1), stay), before), tf.mul(staying, isBefore));
    const own = tf.reshape(tf.range(0, held), shape);
    const first = tf.reshape(tf.mul(tf.range(0, slots.length), capacity), [slots.length, 1]);
    const place = tf.add(tf.mul(tf.add(older, first), stay), tf.mul(not(tf, stay), held));
    const moved = tf.slice(scatterSum(tf, place, tf.mul(own, stay), held + 1), [0], [held]);
    const isFilled = above(tf, staying, position);
    const from = tf.add(tf.mul(tf.reshape(moved, shape), isFilled), tf.mul(own, not(tf, isFilled)));
    return gather(tf, upload(tf, rows, [held, floats]), tf.reshape(from, [-1]));
  });
}
