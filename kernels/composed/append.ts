/** Appending to windows on tensors (see `kernels/window.ts` for the definition): one gather over old and new rows. */
import type { WindowAppend } from '../kernels.js';
import { type Column, floatsOf, incomingOf, pack, range, storedOf, unpack } from './columns.js';
import { above, gather, not, read, scatterSum, type Tensor, type Tf, upload } from './ops.js';
import { slicesOf } from './slices.js';

/** Bytes of a position of a window, and of a new row, beside their values. */
const BYTES_A_POSITION = 64;
const BYTES_A_ROW = 48;

/** Rows that enter a slot. */
interface Entry {
  readonly slot: number;
  readonly start: number;
  readonly length: number;
  /** How many of them pass the gate. */
  readonly passing: number;
}

/** Composition of `Kernels.windowAppend`. */
export function windowAppend(tf: Tf, memoryBudget: number, job: WindowAppend): void {
  const { window, records, attributes = [] } = job;
  const { capacity, features, rows, counts, heads } = window;
  const stored = [{ width: features, values: rows }, ...attributes.map(storedOf)];
  const incoming = [{ width: features, values: records }, ...attributes.map(incomingOf)];
  const entries = entriesOf(job);
  const row = 4 * floatsOf(stored);
  const bytes = entries.map(
    ({ length }) => capacity * (BYTES_A_POSITION + 2 * row) + length * (BYTES_A_ROW + row),
  );
  for (const { from, to } of slicesOf(bytes, memoryBudget)) {
    const some = entries.slice(from, to);
    const made = appended(tf, job, some, stored, incoming);
    for (const [i, { slot, passing }] of some.entries()) {
      for (let p = 0; p < capacity; p++) unpack(stored, made, i * capacity + p, slot * capacity + p);
      heads[slot] = (heads[slot]! + passing) % capacity;
      counts[slot] = Math.min(capacity, counts[slot]! + passing);
    }
  }
}

/** Groups of which some row enters. */
function entriesOf({ groups, gate }: WindowAppend): Entry[] {
  const entries: Entry[] = [];
  for (let g = 0; g < groups.slots.length; g++) {
    const [slot, start, length] = [groups.slots[g]!, groups.starts[g]!, groups.lengths[g]!];
    let passing = length;
    if (gate !== undefined) {
      for (let row = start; row < start + length; row++) if (gate[row] === 0) passing--;
    }
    if (passing > 0) entries.push({ slot, start, length, passing });
  }
  return entries;
}

/**
 * [entries · W, floats] what the windows hold then. The row of a position is told by its age a, counted back from the
 * newest: the passing row with a others after it, or, where so many do not pass, the row that was there.
 */
function appended(
  tf: Tf,
  { window, gate }: WindowAppend,
  entries: readonly Entry[],
  stored: readonly Column[],
  incoming: readonly Column[],
): Float32Array {
  const { capacity, heads } = window;
  const held = entries.length * capacity;
  const total = entries.reduce((sum, { length }) => sum + length, 0);
  const floats = floatsOf(stored);
  const rows = new Float32Array((held + total) * floats);
  const passes = new Float32Array(total).fill(1);
  const newest = new Float32Array(entries.length);
  const last = new Float32Array(entries.length);
  let [at, passed] = [0, 0];
  for (const [i, { slot, start, length, passing }] of entries.entries()) {
    pack(stored, range(slot * capacity, capacity), rows, i * capacity);
    pack(incoming, range(start, length), rows, held + at);
    if (gate !== undefined) for (let j = 0; j < length; j++) passes[at + j] = gate[start + j] === 0 ? 0 : 1;
    at += length;
    passed += passing;
    newest[i] = (heads[slot]! + passing + capacity - 1) % capacity;
    last[i] = passed - 1;
  }
  const column = (values: Float32Array) => upload(tf, values, [entries.length, 1]);
  return read(tf, () => {
    const behind = tf.sub(column(newest), tf.reshape(tf.range(0, capacity), [1, capacity]));
    const age = tf.add(behind, tf.mul(above(tf, tf.neg(behind), 0), capacity));
    const passing = upload(
      tf,
      entries.map((entry) => entry.passing),
      [entries.length, 1],
    );
    const isNew = above(tf, passing, age);
    const rank = tf.mul(tf.sub(column(last), age), isNew);
    const source = tf.add(gather(tf, passingRows(tf, upload(tf, passes), passed), rank), held);
    const own = tf.reshape(tf.range(0, held), [entries.length, capacity]);
    const from = tf.add(tf.mul(source, isNew), tf.mul(own, not(tf, isNew)));
    return gather(tf, upload(tf, rows, [held + total, floats]), tf.reshape(from, [-1]));
  });
}

/** [count + 1] the rows that pass, in their order; the last entry gathers what does not. */
function passingRows(tf: Tf, passes: Tensor, count: number): Tensor {
  return tf.tidy(() => {
    const rank = tf.sub(tf.cumsum(passes), passes);
    const place = tf.add(tf.mul(rank, passes), tf.mul(not(tf, passes), count));
    return scatterSum(tf, place, tf.mul(tf.range(0, passes.size), passes), count + 1);
  });
}
