/**
 * Signatures on tensors (see `kernels/matching/signatures.ts` for the definition): the members of many clusters are
 * summed in one scatter, and the sums brought to unit length side by side.
 */
import { unitDirection } from '../directions.js';
import type { GroupSignatures } from '../kernels.js';
import { checkBound } from '../matching/bound.js';
import { checkFeatures } from '../matching/products.js';
import { leadersOf } from './leaders.js';
import { EXACT, quotient, read, scatterRows, type Tensor, type Tf, upload } from './ops.js';
import { slicesOf } from './slices.js';
import { LONGEST, unit, wideSquares } from './unit.js';

/** Bytes that the operations on a value of a sum hold, and those on a value of a member. */
const BYTES_A_VALUE = 200;
const BYTES_A_MEMBER = 8;
/** With fewer members, 4096 times what their number leaves of a quotient stays below 2^24. */
const MOST_MEMBERS = 4096;

/** A leader, by its place, and the rows that go to it. */
interface Cluster {
  readonly place: number;
  readonly members: number[];
}

/**
 * Composition of `Kernels.groupSignatures`.
 *
 * @throws RangeError where rows have more than 1,024 features, or a path sum reaches 2^24
 */
export function groupSignatures(tf: Tf, memoryBudget: number, job: GroupSignatures): void {
  const { features, bound, groups, counts, paths, directions } = job;
  checkBound(bound);
  checkFeatures(features);
  const clusters = clustersOf(job, leadersOf(tf, memoryBudget, job));
  for (let g = 0; g < groups.slots.length; g++) {
    const [start, end] = [groups.starts[g]!, groups.starts[g]! + groups.lengths[g]!];
    counts.fill(0, start, end);
    paths.fill(0, start, end);
    directions.fill(0, start * features, end * features);
  }
  const short = clusters.filter((cluster) => !isLong(job, cluster));
  for (const cluster of clusters) {
    if (isLong(job, cluster)) store(job, cluster, ...summedOnHost(job, cluster));
  }
  const bytes = short.map(
    ({ members }) => features * BYTES_A_VALUE + members.length * (features + 4) * BYTES_A_MEMBER,
  );
  for (const { from, to } of slicesOf(bytes, memoryBudget)) {
    const some = short.slice(from, to);
    const made = summed(tf, job, some);
    for (const [i, cluster] of some.entries()) {
      const row = made.subarray(i * (features + 1), (i + 1) * (features + 1));
      store(job, cluster, row.subarray(0, features), row[features]!);
    }
  }
}

/** The clusters that are large enough, by place. */
function clustersOf({ order, least, pathSums }: GroupSignatures, leaders: Int32Array): Cluster[] {
  const clusters = new Map<number, Cluster>();
  for (const [place, leader] of leaders.entries()) {
    if (leader < 0) continue;
    const row = order[place]!;
    if (pathSums[row]! >= EXACT)
      throw new RangeError(`Composed kernels add path sums below 2^24; got ${pathSums[row]}`);
    if (leader === place) clusters.set(place, { place, members: [] });
    clusters.get(leader)!.members.push(row);
  }
  return [...clusters.values()].filter(({ members }) => members.length >= least);
}

/** Whether the sum of a cluster may be too long for `unit`, or its members too many: then it is left to the host. */
function isLong({ rows, features }: GroupSignatures, { members }: Cluster): boolean {
  if (members.length >= MOST_MEMBERS) return true;
  let length = 0;
  for (const row of members) {
    let square = 0;
    for (let f = row * features; f < (row + 1) * features; f++) square += rows[f]! * rows[f]!;
    length += Math.ceil(Math.sqrt(square));
  }
  return length >= LONGEST;
}

/** Direction of the members' sum and their mean path sum, rounded down. */
function summedOnHost(
  { rows, features, pathSums }: GroupSignatures,
  { members }: Cluster,
): [Int8Array, number] {
  const sum = new Int32Array(features);
  let path = 0;
  for (const row of members) {
    for (let f = 0; f < features; f++) sum[f] = sum[f]! + rows[row * features + f]!;
    path += pathSums[row]!;
  }
  return [unitDirection(sum), Math.floor(path / members.length)];
}

/** [clusters, F + 1] the same of many clusters. */
function summed(tf: Tf, job: GroupSignatures, clusters: readonly Cluster[]): Float32Array {
  const { rows, features, pathSums } = job;
  const total = clusters.reduce((sum, { members }) => sum + members.length, 0);
  const width = features + 2;
  const values = new Float32Array(total * width);
  const cluster = new Float32Array(total);
  let at = 0;
  for (const [i, { members }] of clusters.entries()) {
    for (const row of members) {
      for (let f = 0; f < features; f++) values[at * width + f] = rows[row * features + f]!;
      values[at * width + features] = pathSums[row]! >>> 12;
      values[at * width + features + 1] = pathSums[row]! & 4095;
      cluster[at++] = i;
    }
  }
  const counts = Float32Array.from(clusters, ({ members }) => members.length);
  return read(tf, () => {
    const sums = scatterRows(tf, upload(tf, cluster), upload(tf, values, [total, width]), clusters.length);
    const sum = tf.slice(sums, [0, 0], [-1, features]);
    const sign = tf.clipByValue(sum, -1, 1);
    const size = tf.mul(sum, sign);
    const column = (f: number) => tf.slice(sums, [0, f], [-1, 1]);
    const path = mean(tf, column(features), column(features + 1), counts);
    return tf.concat([unit(tf, sign, size, wideSquares(tf, size)), path], 1);
  });
}

/** [clusters, 1] ⌊(4096 high + low) / count⌋, by long division. */
function mean(tf: Tf, high: Tensor, low: Tensor, counts: Float32Array): Tensor {
  const count = upload(tf, counts, [counts.length, 1]);
  const inverse = upload(
    tf,
    counts.map((c) => 1 / c),
    [counts.length, 1],
  );
  const divide = (a: Tensor): [Tensor, Tensor] => {
    const whole = quotient(tf, a, count, inverse);
    return [whole, tf.sub(a, tf.mul(whole, count))];
  };
  const [wholeHigh, restHigh] = divide(high);
  const [wholeLow, restLow] = divide(low);
  const [whole] = divide(tf.add(tf.mul(restHigh, 4096), restLow));
  return tf.add(tf.add(tf.mul(wholeHigh, 4096), wholeLow), whole);
}

/** A sum without a direction makes no signature. */
function store(
  { features, counts, paths, directions }: GroupSignatures,
  { place, members }: Cluster,
  direction: Int8Array | Float32Array,
  path: number,
): void {
  if (direction.every((q) => q === 0)) return;
  counts[place] = members.length;
  paths[place] = path;
  directions.set(direction, place * features);
}
