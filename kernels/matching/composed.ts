/** The comparisons of directions on any TFJS device, within a memory budget. */
import type * as tfjs from '@tensorflow/tfjs-core';
import type { FirstMatch, Groups, HostKernels, LeaderClusters, MatchCounts } from '../kernels.js';
import { checkBound, largestProduct } from './bound.js';
import { products, type Tile } from './products.js';

type Tf = typeof tfjs;
type Matching = Pick<HostKernels, 'matchCounts' | 'firstMatch' | 'leaderClusters'>;

/** The rows that pass the gate, and the group of each. */
function gatedRows(groups: Groups, gate: Uint8Array | undefined) {
  const total = groups.lengths.reduce((sum, length) => sum + length, 0);
  const rows = new Uint32Array(total);
  const groupOf = new Uint32Array(total);
  let count = 0;
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      if (gate !== undefined && gate[row] === 0) continue;
      rows[count] = row;
      groupOf[count++] = g;
    }
  }
  return { rows: rows.subarray(0, count), groupOf };
}

/** Reductions hold about so many times what the products take. */
const REDUCTION = 4;

/** [rows, columns] 1 where a product reaches the bound; `bound` is at most what products can reach. */
export function hits(tf: Tf, product: tfjs.Tensor, bound: number): tfjs.Tensor {
  return tf.clipByValue(tf.sub(product, bound - 1), 0, 1);
}

/** [rows, 1] the group of each row of a tile, counted from the tile's first. */
function placesOf(tf: Tf, groupOf: Uint32Array, row: number, rows: number): tfjs.Tensor2D {
  const places = new Int32Array(rows);
  for (let i = 0; i < rows; i++) places[i] = groupOf[row + i]! - groupOf[row]!;
  return tf.tensor2d(places, [rows, 1], 'int32');
}

/** Counts are summed on the device, so what comes back is an entry a group, not a row. */
function matchCounts(tf: Tf, memoryBudget: number, job: MatchCounts): void {
  const { rows, groups, features, signatures, bound, gate, out } = job;
  checkBound(bound);
  const count = signatures.length / features;
  out.fill(0, 0, groups.slots.length * count);
  if (bound > largestProduct(features)) return;
  const { rows: chosen, groupOf } = gatedRows(groups, gate);
  const left = { values: rows, count: chosen.length, chosen };
  const sum = (product: tfjs.Tensor, { row, rows, columns }: Omit<Tile, 'values'>) => {
    const first = groupOf[row]!;
    const held = groupOf[row + rows - 1]! - first + 1;
    return tf.scatterND(placesOf(tf, groupOf, row, rows), hits(tf, product, bound), [held, columns]);
  };
  const add = ({ row, column, columns, values }: Tile) => {
    const first = groupOf[row]! * count + column;
    for (let i = 0; i * columns < values.length; i++) {
      for (let j = 0; j < columns; j++) {
        const entry = first + i * count + j;
        out[entry] = out[entry]! + values[i * columns + j]!;
      }
    }
  };
  products(tf, left, { values: signatures, count }, features, memoryBudget / REDUCTION, add, sum);
}

/** The first match is the largest rank, counted from the last signature of a tile; 0 is none. */
function firstMatch(tf: Tf, memoryBudget: number, job: FirstMatch): void {
  const { rows, groups, features, signatures, bound, gate, applies, out } = job;
  checkBound(bound);
  const count = signatures.length / features;
  for (let g = 0; g < groups.slots.length; g++) {
    out.fill(-1, groups.starts[g]!, groups.starts[g]! + groups.lengths[g]!);
  }
  if (bound > largestProduct(features)) return;
  const { rows: chosen, groupOf } = gatedRows(groups, gate);
  const left = { values: rows, count: chosen.length, chosen };
  const best = (product: tfjs.Tensor, { row, rows, column, columns }: Omit<Tile, 'values'>) => {
    const first = groupOf[row]!;
    const held = groupOf[row + rows - 1]! - first + 1;
    const ranks = new Float32Array(held * columns);
    for (let i = 0; i < held; i++) {
      const applied = groups.slots[first + i]! * count + column;
      for (let j = 0; j < columns; j++) {
        if (applies[applied + j] !== 0) ranks[i * columns + j] = columns - j;
      }
    }
    const rank = tf.gatherND(tf.tensor2d(ranks, [held, columns]), placesOf(tf, groupOf, row, rows));
    return tf.max(tf.mul(hits(tf, product, bound), rank), 1);
  };
  // Tiles come with ascending columns, so the first match of the first tile that has one stands.
  const note = ({ row, column, columns, values }: Tile) => {
    for (const [i, rank] of values.entries()) {
      const at = chosen[row + i]!;
      if (rank > 0 && out[at]! < 0) out[at] = column + columns - rank;
    }
  };
  products(tf, left, { values: signatures, count }, features, memoryBudget / REDUCTION, note, best);
}

/** Rows are taken in blocks: first against the leaders so far, then among themselves. */
export function leaderClusters(tf: Tf, memoryBudget: number, job: LeaderClusters): void {
  const { rows, features, bound, out } = job;
  checkBound(bound);
  const total = rows.length / features;
  const block = blockSize(total, memoryBudget);
  const leaders: number[] = [];
  for (let start = 0; start < total; start += block) {
    const end = Math.min(total, start + block);
    const own = rows.subarray(start * features, end * features);
    const known = { values: rows, count: leaders.length, chosen: leaders };
    out.fill(-1, start, end);
    products(tf, { values: own, count: end - start }, known, features, memoryBudget, (tile) => {
      for (let i = 0; i < tile.rows; i++) {
        const row = start + tile.row + i;
        if (out[row]! >= 0) continue;
        const first = i * tile.columns;
        const found = tile.values
          .subarray(first, first + tile.columns)
          .findIndex((product) => product >= bound);
        if (found >= 0) out[row] = leaders[tile.column + found]!;
      }
    });
    among(tf, memoryBudget, own, features, bound, start, out, leaders);
  }
}

/** Decides the rows of a block that no earlier leader took, and adds those that lead. */
function among(
  tf: Tf,
  memoryBudget: number,
  own: Int8Array,
  features: number,
  bound: number,
  start: number,
  out: Int32Array,
  leaders: number[],
): void {
  const open: number[] = [];
  for (let i = 0; i * features < own.length; i++) if (out[start + i]! < 0) open.push(i);
  const similar = new Uint8Array(open.length * open.length);
  const side = { values: own, count: open.length, chosen: open };
  products(tf, side, side, features, memoryBudget, (tile) => {
    for (let i = 0; i < tile.rows; i++) {
      const entry = (tile.row + i) * open.length + tile.column;
      for (let j = 0; j < tile.columns; j++)
        similar[entry + j] = tile.values[i * tile.columns + j]! >= bound ? 1 : 0;
    }
  });
  const leading: number[] = [];
  for (let i = 0; i < open.length; i++) {
    const leader = leading.find((l) => similar[i * open.length + l] === 1);
    out[start + open[i]!] = start + open[leader ?? i]!;
    if (leader !== undefined) continue;
    leading.push(i);
    leaders.push(start + open[i]!);
  }
}

/** Few enough that rows are mostly compared with leaders, not with one another. */
const MOST_IN_BLOCK = 256;

/** Rows a block, so that what is kept of it (its pairs, a byte each) takes no more than a part of the budget. */
function blockSize(total: number, memoryBudget: number): number {
  return Math.max(1, Math.min(total, MOST_IN_BLOCK, Math.floor(Math.sqrt(memoryBudget / 16))));
}

/** Matching on a device within a budget of bytes for what is under way there and on its way. */
export function composedMatching(tf: Tf, memoryBudget: number): Matching {
  return {
    matchCounts: (job) => matchCounts(tf, memoryBudget, job),
    firstMatch: (job) => firstMatch(tf, memoryBudget, job),
    leaderClusters: (job) => leaderClusters(tf, memoryBudget, job),
  };
}
