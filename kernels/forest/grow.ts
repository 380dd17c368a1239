/**
 * Growing one isolation tree (Liu, Ting, Zhou 2008, algorithm 2) in integers.
 *
 * A node with two or more rows above the height limit draws a feature and 16 bits u, and splits at
 * t = min + ⌊u (max − min) / 2^16⌋, left iff x ≤ t: both sides are then non-empty. A feature that is constant in the
 * node is redrawn, up to 16 attempts; then the next feature that is not, cyclically from the last one drawn, is
 * split with the last u. Where all are constant the node is a leaf.
 */
import type { Forests } from '../kernels.js';
import { philox4x32, type RandomAddress } from '../random/philox.js';
import { ATTEMPTS, splitDraw } from './draws.js';
import { c256, PATH_UNIT } from './path.js';

/** A branch that ends early: feature 0, and every u16 is ≤ 65535. */
export const PASS_LEFT = 0xffff;

interface Growth {
  readonly forests: Forests;
  readonly records: Uint16Array;
  /** The slot is `address.agent`. */
  readonly address: RandomAddress;
  readonly tree: number;
}

/** Grows a tree on the rows of `records` that `rows` lists. */
export function growTree(job: Growth, rows: readonly number[]): void {
  const { trees, height, split, leaf } = job.forests;
  const size = 1 << height;
  const at = (job.address.agent * trees + job.tree) * size;
  split.fill(PASS_LEFT, at, at + size);
  leaf.fill(0, at, at + size);
  growNode(job, at, 1, 0, rows);
}

function growNode(job: Growth, at: number, heap: number, depth: number, rows: readonly number[]): void {
  const { height, features, split, leaf } = job.forests;
  const found = rows.length < 2 || depth === height ? undefined : drawSplit(job, heap, rows);
  if (found === undefined) {
    // Early branches pass left, so their path lies below the leftmost leaf under the node.
    const leftmost = (heap << (height - depth)) - (1 << height);
    leaf[at + leftmost] = depth * PATH_UNIT + c256[rows.length]!;
    return;
  }
  const { feature, threshold } = found;
  split[at + heap] = (feature << 16) | threshold;
  const isLeft = (row: number) => job.records[row * features + feature]! <= threshold;
  growNode(job, at, 2 * heap, depth + 1, rows.filter(isLeft));
  growNode(
    job,
    at,
    2 * heap + 1,
    depth + 1,
    rows.filter((row) => !isLeft(row)),
  );
}

/** Undefined where all features are constant in the node. */
function drawSplit(job: Growth, heap: number, rows: readonly number[]) {
  const { features } = job.forests;
  let feature = 0;
  let u = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const word = drawWord(job, attempt, heap);
    feature = ((word >>> 16) * features) >>> 16;
    u = word & 0xffff;
    const threshold = thresholdOf(job, feature, u, rows);
    if (threshold !== undefined) return { feature, threshold };
  }
  for (let i = 1; i < features; i++) {
    const next = (feature + i) % features;
    const threshold = thresholdOf(job, next, u, rows);
    if (threshold !== undefined) return { feature: next, threshold };
  }
  return undefined;
}

function drawWord({ address, tree, forests }: Growth, attempt: number, heap: number): number {
  const { key, stream, agent, step } = address;
  const draw = splitDraw(tree, attempt, forests.height, heap);
  const block = new Uint32Array(4);
  philox4x32(draw >>> 2, step, agent, stream, key[0], key[1], block);
  return block[draw & 3]!;
}

/** Undefined where the feature is constant in the node. */
function thresholdOf(
  { records, forests }: Growth,
  feature: number,
  u: number,
  rows: readonly number[],
): number | undefined {
  let minimum = 0xffff;
  let maximum = 0;
  for (const row of rows) {
    const x = records[row * forests.features + feature]!;
    minimum = Math.min(minimum, x);
    maximum = Math.max(maximum, x);
  }
  // Below 2^32: exact.
  return minimum === maximum ? undefined : minimum + Math.floor((u * (maximum - minimum)) / 65_536);
}
