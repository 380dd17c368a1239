/**
 * Votes on tensors (see `kernels/matching/votes.ts` for the definition). A node's rows are compared with many
 * proposals in one product; matches are summed by run, and the runs of a node, with and without their size, once more.
 */
import type { CastVotes } from '../kernels.js';
import { checkBound, reachableBound } from '../matching/bound.js';
import { hits } from '../matching/composed.js';
import { checkFeatures } from '../matching/products.js';
import { most } from '../matching/votes.js';
import { Vote } from '../tally.js';
import { above, not, read, scatterRows, type Tensor, type Tf, upload } from './ops.js';
import { largestOf, roomFor, type Slice, slicesOf } from './slices.js';
import { type NodeRows, rowsOf } from './voters.js';

/** Bytes of a row and of a node for each proposal, and of a row beside its features. */
const BYTES_A_PAIR = 40;
const BYTES_A_VOTE = 96;
const BYTES_A_ROW = 24;

/**
 * Composition of `Kernels.castVotes`.
 *
 * @throws RangeError where rows have more than 1,024 features
 */
export function castVotes(tf: Tf, memoryBudget: number, job: CastVotes): void {
  const { features, signatures, bound, windows, suspects } = job;
  checkBound(bound);
  checkFeatures(features);
  const proposals = signatures.length / features;
  const { lengths } = windows.groups;
  if (proposals * lengths.length === 0) return;
  const rows = lengths.map((length, n) => length + (suspects?.groups.lengths[n] ?? 0));
  const operand = (n: number) => rows[n]! * (BYTES_A_ROW + 4 * features);
  const pairs = (n: number) => rows[n]! * BYTES_A_PAIR + BYTES_A_VOTE;
  // As many proposals at a time as go with the largest node.
  const largest = rows.indexOf(largestOf(rows));
  const room = roomFor(memoryBudget - operand(largest), pairs(largest) + 4 * features);
  const columns = Math.min(proposals, room);
  const bytes = Array.from(rows.keys(), (n) => operand(n) + columns * pairs(n));
  for (const slice of slicesOf(bytes, memoryBudget - columns * 4 * features)) {
    askNodes(tf, job, slice, columns);
  }
}

/** Asks some nodes of all proposals, so many at a time. */
function askNodes(tf: Tf, job: CastVotes, slice: Slice, columns: number): void {
  const { features, signatures, windows, prior, out } = job;
  const nodes = windows.groups.slots.length;
  const proposals = signatures.length / features;
  const { from, to } = slice;
  const asked = rowsOf(job, slice);
  const rows = upload(tf, asked.values, [asked.runs.length, features]);
  for (let column = 0; column < proposals; column += columns) {
    const across = Math.min(columns, proposals - column);
    const before = new Float32Array(across * (to - from));
    for (let p = 0; p < across; p++) {
      const at = (column + p) * nodes;
      before.set(prior.subarray(at + from, at + to), p * (to - from));
    }
    const votes = read(tf, () => {
      const proposed = upload(tf, signatures.subarray(column * features, (column + across) * features), [
        across,
        features,
      ]);
      const first = upload(tf, before, [across, to - from]);
      return tf.transpose(vote(tf, job, { ...slice, asked, rows, proposed, prior: tf.transpose(first) }));
    });
    for (let p = 0; p < across; p++) {
      out.set(votes.subarray(p * (to - from), (p + 1) * (to - from)), (column + p) * nodes + from);
    }
  }
  rows.dispose();
}

interface Asking extends Slice {
  readonly asked: NodeRows;
  /** [rows, F] */
  readonly rows: Tensor;
  /** [proposals, F] */
  readonly proposed: Tensor;
  /** [nodes, proposals] */
  readonly prior: Tensor;
}

/** [nodes, proposals] */
function vote(tf: Tf, job: CastVotes, { from, to, asked, rows, proposed, prior }: Asking): Tensor {
  const { windows, tolerated, persistence } = job;
  const { runs, sides, spans } = asked;
  const [nodes, across] = prior.shape as [number, number];
  const counts = tf.tidy(() => {
    const product = tf.matMul(rows, proposed, false, true);
    const matches = hits(tf, product, reachableBound(job));
    return scatterRows(tf, upload(tf, runs), matches, sides.length);
  });
  // [2 · nodes, 2 · proposals] matches, and runs with one: in each node's window, then among its suspects.
  const sums = scatterRows(tf, upload(tf, sides), tf.concat([counts, tf.minimum(counts, 1)], 1), 2 * nodes);
  const part = (side: number, column: number) =>
    tf.slice(sums, [side * nodes, column * across], [nodes, across]);
  const held = windows.groups.lengths.subarray(from, to);
  const bounds = (share: number, of: ArrayLike<number>) =>
    upload(
      tf,
      Float32Array.from(of, (count) => most(share, count)),
      [nodes, 1],
    );
  const isNormal = tf.mul(
    above(tf, part(0, 0), bounds(tolerated, held)),
    above(tf, part(0, 1), bounds(persistence, spans)),
  );
  const confirmed = not(tf, tf.clipByValue(tf.abs(tf.sub(prior, Vote.confirm)), 0, 1));
  const confirms = tf.maximum(confirmed, part(1, 1));
  const isUnreached = above(tf, prior, Vote.reject);
  const said = tf.add(tf.mul(isNormal, Vote.reject), tf.mul(not(tf, isNormal), confirms));
  return tf.add(tf.mul(isUnreached, Vote.unreached), tf.mul(not(tf, isUnreached), said));
}
