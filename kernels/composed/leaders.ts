/** Leader clustering of many small sets at once: their pairs are compared on the device, leaders chosen on the host. */
import type { GroupSignatures } from '../kernels.js';
import { reachableBound } from '../matching/bound.js';
import { hits, leaderClusters } from '../matching/composed.js';
import { read, type Tf, upload } from './ops.js';
import { largestOf, type Slice, slicesOf } from './slices.js';

/** Bytes of a pair, and of a value of a candidate. */
const BYTES_A_PAIR = 16;
const BYTES_A_VALUE = 8;

/** [C] the place of the leader that each candidate goes to, itself where it leads; −1 at places of no group. */
export function leadersOf(tf: Tf, memoryBudget: number, job: GroupSignatures): Int32Array {
  const { features, order, groups, bound } = job;
  const leaders = new Int32Array(order.length).fill(-1);
  const bytes = Array.from(
    groups.lengths,
    (length) => length * (length * BYTES_A_PAIR + features * BYTES_A_VALUE),
  );
  for (const slice of slicesOf(bytes, memoryBudget, true)) {
    if (slice.to > slice.from + 1) together(tf, job, slice, leaders);
    else {
      // One that may be too large for the budget.
      const [start, length] = [groups.starts[slice.from]!, groups.lengths[slice.from]!];
      const rows = new Int8Array(length * features);
      copyCandidates(job, slice.from, rows, 0);
      const out = leaders.subarray(start, start + length);
      leaderClusters(tf, memoryBudget, { rows, features, bound, out });
      for (let i = 0; i < length; i++) out[i] = out[i]! + start;
    }
  }
  return leaders;
}

/** Compares the pairs of each of several groups, all filled up to the length of the longest. */
function together(tf: Tf, job: GroupSignatures, { from, to }: Slice, leaders: Int32Array): void {
  const { features, groups } = job;
  const longest = largestOf(groups.lengths.subarray(from, to));
  if (longest === 0) return;
  const rows = new Float32Array((to - from) * longest * features);
  for (let g = from; g < to; g++) copyCandidates(job, g, rows, (g - from) * longest * features);
  const similar = read(tf, () => {
    const side = upload(tf, rows, [to - from, longest, features]);
    return hits(tf, tf.matMul(side, side, false, true), reachableBound(job));
  });
  for (let g = from; g < to; g++) {
    const [start, leading] = [groups.starts[g]!, [] as number[]];
    for (let i = 0; i < groups.lengths[g]!; i++) {
      const row = ((g - from) * longest + i) * longest;
      const leader = leading.find((l) => similar[row + l] === 1);
      leaders[start + i] = start + (leader ?? i);
      if (leader === undefined) leading.push(i);
    }
  }
}

function copyCandidates(
  { rows, features, order, groups }: GroupSignatures,
  g: number,
  to: Int8Array | Float32Array,
  at: number,
): void {
  const start = groups.starts[g]!;
  for (let i = 0; i < groups.lengths[g]!; i++) {
    const row = order[start + i]! * features;
    to.set(rows.subarray(row, row + features), at + i * features);
  }
}
