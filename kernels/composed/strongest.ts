/** Memories on tensors (see `kernels/strongest.ts` for the definition): one top-k a slice, and one gather. */
import type { Strongest } from '../kernels.js';
import { type Column, floatsOf, incomingOf, pack, storedOf, unpack } from './columns.js';
import { EXACT, gather, read, type Tf, upload } from './ops.js';
import { largestOf, slicesOf } from './slices.js';

/** Bytes of a candidate, and of a row that stays, beside their values. */
const BYTES_A_CANDIDATE = 24;
const BYTES_A_PLACE = 48;

/** What may stay in a slot, in the order of arrival. */
interface Candidates {
  readonly slot: number;
  readonly held: readonly number[];
  readonly incoming: readonly number[];
}

/**
 * Composition of `Kernels.strongest`.
 *
 * @throws RangeError where a path sum reaches 2^24
 */
export function strongest(tf: Tf, memoryBudget: number, job: Strongest): void {
  const { memory, pathSums, attributes = [] } = job;
  const { capacity, sums, counts } = memory;
  const stored = [{ width: 1, values: sums }, ...attributes.map(storedOf)];
  const incoming = [{ width: 1, values: pathSums }, ...attributes.map(incomingOf)];
  const merged = candidatesOf(job);
  const row = 4 * floatsOf(stored);
  const bytes = merged.map(
    (c) => lengthOf(c) * (BYTES_A_CANDIDATE + row) + Math.min(capacity, lengthOf(c)) * (BYTES_A_PLACE + row),
  );
  for (const { from, to } of slicesOf(bytes, memoryBudget, true)) {
    const some = merged.slice(from, to);
    const width = Math.min(capacity, largestOf(some.map(lengthOf)));
    const made = width === 0 ? new Float32Array() : chosen(tf, job, some, stored, incoming, width);
    for (const [i, candidates] of some.entries()) {
      const { slot } = candidates;
      counts[slot] = Math.min(capacity, lengthOf(candidates));
      for (let p = 0; p < counts[slot]!; p++) unpack(stored, made, i * width + p, slot * capacity + p);
    }
  }
}

const lengthOf = ({ held, incoming }: Candidates): number => held.length + incoming.length;

/** Of the slots that gain or lose rows: what is remembered is in order already. */
function candidatesOf({ memory, groups, gate, keep }: Strongest): Candidates[] {
  const { capacity, counts } = memory;
  const merged: Candidates[] = [];
  for (let g = 0; g < groups.slots.length; g++) {
    const slot = groups.slots[g]!;
    const held = passing(slot * capacity, counts[slot]!, keep);
    const incoming = passing(groups.starts[g]!, groups.lengths[g]!, gate);
    if (incoming.length > 0 || held.length < counts[slot]!) merged.push({ slot, held, incoming });
  }
  return merged;
}

function passing(from: number, count: number, gate: Uint8Array | undefined): number[] {
  const rows: number[] = [];
  for (let row = from; row < from + count; row++) if (gate === undefined || gate[row] !== 0) rows.push(row);
  return rows;
}

/** [slots · width, floats] the first `width` of each slot's candidates; rows without meaning where it has fewer. */
function chosen(
  tf: Tf,
  { memory, pathSums }: Strongest,
  merged: readonly Candidates[],
  stored: readonly Column[],
  incoming: readonly Column[],
  width: number,
): Float32Array {
  const length = largestOf(merged.map(lengthOf));
  const total = merged.reduce((sum, candidates) => sum + lengthOf(candidates), 0);
  const floats = floatsOf(stored);
  const rows = new Float32Array(total * floats);
  const first = new Float32Array(merged.length);
  // Behind a slot's candidates lies what is larger than any sum.
  const keys = new Float32Array(merged.length * length).fill(EXACT);
  let at = 0;
  for (const [i, candidates] of merged.entries()) {
    const { held } = candidates;
    first[i] = at;
    pack(stored, held, rows, at);
    pack(incoming, candidates.incoming, rows, at + held.length);
    held.forEach((row, j) => {
      keys[i * length + j] = checkSum(memory.sums[row]!);
    });
    candidates.incoming.forEach((row, j) => {
      keys[i * length + held.length + j] = checkSum(pathSums[row]!);
    });
    at += lengthOf(candidates);
  }
  return read(tf, () => {
    // Of equals, the top-k takes the earlier first.
    const { indices } = tf.topk(tf.neg(upload(tf, keys, [merged.length, length])), width);
    const from = tf.add(tf.cast(indices, 'float32'), upload(tf, first, [merged.length, 1]));
    const within = tf.minimum(tf.reshape(from, [-1]), total - 1);
    return gather(tf, upload(tf, rows, [total, floats]), within);
  });
}

function checkSum(sum: number): number {
  if (sum >= EXACT) throw new RangeError(`Composed kernels compare path sums below 2^24; got ${sum}`);
  return sum;
}
