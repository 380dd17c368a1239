/** Scoring on tensors: all rows of many groups walk all their trees side by side, one level at a time. */
import type { ForestScore, Forests } from '../kernels.js';
import { above, EXACT, floorDivide, gather, read, type Tensor, type Tf, upload } from './ops.js';

/** Bytes held for each pair of row and tree under way, and for each node of a forest. */
const BYTES_A_WALK = 40;
const BYTES_A_NODE = 16;
/** Sums of so many 16-bit path lengths stay below 2^24. */
const MOST_TREES = 256;

/** Rows `from` … `to` − 1 of the list of all rows. */
interface Slice {
  readonly from: number;
  readonly to: number;
}

/** Composition of `Kernels.forestScore`. */
export function forestScore(tf: Tf, memoryBudget: number, job: ForestScore): void {
  const { forests, groups, out } = job;
  const { trees, height, features } = forests;
  if (features > EXACT >> 8)
    throw new RangeError(`Composed kernels score up to 65536 features; got ${features}`);
  const size = 1 << height;
  const { row, group } = list(groups);
  for (const r of row) out[r] = 0;
  // Of one row: its walks and its forest's nodes.
  const bytes = BYTES_A_WALK + BYTES_A_NODE * size;
  const step = Math.max(1, Math.min(trees, MOST_TREES, Math.floor(memoryBudget / bytes), EXACT >>> height));
  for (let tree = 0; tree < trees; tree += step) {
    const count = Math.min(step, trees - tree);
    for (const slice of slices(group, count, size, features, memoryBudget)) {
      const sums = scoreSlice(tf, job, row, group, slice, tree, count);
      for (const [i, sum] of sums.entries()) out[row[slice.from + i]!] = out[row[slice.from + i]!]! + sum;
    }
  }
}

/** All rows of the groups, and the group of each. */
function list({ starts, lengths }: ForestScore['groups']) {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const row = new Uint32Array(total);
  const group = new Uint32Array(total);
  let at = 0;
  for (let g = 0; g < lengths.length; g++) {
    for (let i = 0; i < lengths[g]!; i++) {
      row[at] = starts[g]! + i;
      group[at++] = g;
    }
  }
  return { row, group };
}

/** Cuts the rows so that a slice's walks and forests fit, and indices stay exact; at least one row each. */
function* slices(
  group: Uint32Array,
  trees: number,
  size: number,
  features: number,
  budget: number,
): Generator<Slice> {
  let from = 0;
  while (from < group.length) {
    let forests = 0;
    let to = from;
    for (; to < group.length; to++) {
      const held = forests + (to === from || group[to] !== group[to - 1] ? 1 : 0);
      const rows = to - from + 1;
      const bytes = rows * (trees * BYTES_A_WALK + 4 * features) + held * trees * size * BYTES_A_NODE;
      const fits = bytes <= budget && held * trees * size <= EXACT && rows * features <= EXACT;
      if (!fits && to > from) break;
      forests = held;
    }
    yield { from, to };
    from = to;
  }
}

/** [rows] sums of path lengths over `count` trees from `tree` on. */
function scoreSlice(
  tf: Tf,
  job: ForestScore,
  row: Uint32Array,
  group: Uint32Array,
  { from, to }: Slice,
  tree: number,
  count: number,
): Float32Array {
  const { forests, records, groups } = job;
  const { height, features } = forests;
  const size = 1 << height;
  const held = [...new Set(group.subarray(from, to))];
  const rows = to - from;
  const values = new Float32Array(rows * features);
  const base = new Float32Array(rows);
  let place = -1;
  for (let i = 0; i < rows; i++) {
    values.set(records.subarray(row[from + i]! * features, (row[from + i]! + 1) * features), i * features);
    if (i === 0 || group[from + i] !== group[from + i - 1]) place++;
    base[i] = place * count * size;
  }
  const slots = held.map((g) => groups.slots[g]!);
  return read(tf, () => {
    const table = upload(tf, values);
    const nodes = splits(tf, forests, slots, tree, count);
    /** [rows, trees] where each tree's heap begins. */
    const heap = tf.add(
      upload(tf, base, [rows, 1]),
      tf.mul(tf.reshape(tf.range(0, count), [1, count]), size),
    );
    const record = tf.reshape(tf.mul(tf.range(0, rows), features), [rows, 1]);
    let k: Tensor = tf.ones([rows, count]);
    for (let depth = 0; depth < height; depth++) {
      const before = k;
      k = tf.tidy(() => {
        const { feature, threshold } = nodes(tf.add(heap, before));
        const x = gather(tf, table, tf.add(record, feature));
        return tf.add(tf.mul(before, 2), above(tf, x, threshold));
      });
      before.dispose();
    }
    const leaves = upload(tf, columnsOf(forests.leaf, forests, slots, tree, count));
    return tf.sum(gather(tf, leaves, tf.add(heap, tf.sub(k, size))), 1);
  });
}

/** Looks nodes up: packed as one number where feature · 2^16 + threshold stays below 2^24, else in two tables. */
function splits(tf: Tf, forests: Forests, slots: readonly number[], tree: number, count: number) {
  const packed = columnsOf(forests.split, forests, slots, tree, count);
  if (forests.features <= 256) {
    const table = upload(tf, packed);
    return (index: Tensor) => {
      const split = gather(tf, table, index);
      const feature = floorDivide(tf, split, 65_536);
      return { feature, threshold: tf.sub(split, tf.mul(feature, 65_536)) };
    };
  }
  const features = upload(
    tf,
    packed.map((split) => Math.floor(split / 65_536)),
  );
  const thresholds = upload(
    tf,
    packed.map((split) => split % 65_536),
  );
  return (index: Tensor) => ({
    feature: gather(tf, features, index),
    threshold: gather(tf, thresholds, index),
  });
}

/** One column of the trees of some slots, slot by slot; exact, as a split of more than 256 features is above 2^24. */
function columnsOf(
  column: Uint32Array | Uint16Array,
  { trees, height, features }: Forests,
  slots: readonly number[],
  tree: number,
  count: number,
): Float32Array | Float64Array {
  const length = count << height;
  const out =
    features <= 256 ? new Float32Array(slots.length * length) : new Float64Array(slots.length * length);
  for (const [i, slot] of slots.entries()) {
    const first = (slot * trees + tree) << height;
    out.set(column.subarray(first, first + length), i * length);
  }
  return out;
}
