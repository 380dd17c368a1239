/**
 * What each tree node's rows span. Rows stay where they are; a row knows the node that it is in.
 *
 * TensorFlow's library has segment minima (also on CUDA). Elsewhere a row's node and value are sorted as one number,
 * tree by tree, and a node's smallest and largest value are its first and last entry.
 */
import { above, EXACT, floorDivide, gather, scatterSum, type Tensor, type Tf } from './ops.js';
import { type NativeBackend, nativeBackend, run } from './raw.js';

/** The rows of B trees of n places each. A place without a row repeats one, with weight 0. */
export interface Places {
  readonly trees: number;
  readonly rows: number;
  /** [B · n] which row of its tree's sample a place holds: places that repeat a row hold the same. */
  readonly row: Tensor;
  /** [B · n] 1, or 0 where a place repeats a row. */
  readonly weight: Tensor;
}

/** [nodes] of all trees, level by level in heap order; where a node holds no row, low > high. */
export type Spans = {
  readonly low: Tensor;
  readonly high: Tensor;
  /** 1 where a node holds two rows or more. */
  readonly several: Tensor;
};

/** Finds the spans of u16 `values` [B · n] in the nodes [B · n], numbered through all trees, `width` nodes a tree. */
export type SpanFinder = (places: Places, nodes: Tensor, values: Tensor, width: number) => Spans;

export function spanFinder(tf: Tf, sorted = false): SpanFinder {
  const native = sorted ? undefined : nativeBackend(tf);
  if (native === undefined) return (...job) => tf.tidy(() => sortedSpans(tf, ...job));
  return (...job) => tf.tidy(() => segmentSpans(tf, native, ...job));
}

const MOST = 65_535;

/** What a packed value and row stay below, and the rows that a tree has at most for that: 16 and 8 bits. */
const PACKED = EXACT - 1;
const PACKED_ROWS = 256;

function segmentSpans(
  tf: Tf,
  native: NativeBackend,
  { trees, rows, row }: Places,
  nodes: Tensor,
  values: Tensor,
  width: number,
): Spans {
  const size = trees * width;
  if (rows > PACKED_ROWS) {
    const { least: low, most: high } = segmentEnds(tf, native, values, nodes, size, MOST);
    const { least: first, most: last } = segmentEnds(tf, native, row, nodes, size, MOST);
    return { low, high, several: above(tf, last, first) };
  }
  // Rows of a tree differ, so value and row as one number differ wherever a node holds several.
  const key = tf.add(tf.mul(values, PACKED_ROWS), row);
  const { least, most } = segmentEnds(tf, native, key, nodes, size, PACKED);
  return {
    low: floorDivide(tf, least, PACKED_ROWS),
    high: floorDivide(tf, most, PACKED_ROWS),
    several: above(tf, most, least),
  };
}

/** Smallest and largest of `column` in each node, by one segment minimum over (x, −x); `limit` and 0 without rows. */
function segmentEnds(
  tf: Tf,
  native: NativeBackend,
  column: Tensor,
  nodes: Tensor,
  size: number,
  limit: number,
): { least: Tensor; most: Tensor } {
  const { TF_FLOAT, TF_INT32 } = native.binding;
  const ends = run(
    native,
    'UnsortedSegmentMin',
    { T: TF_FLOAT, Tindices: TF_INT32, Tnumsegments: TF_INT32 },
    [
      tf.mul(tf.reshape(column, [-1, 1]), tf.tensor2d([1, -1], [1, 2])),
      tf.cast(nodes, 'int32'),
      tf.scalar(size, 'int32'),
    ],
  );
  // A segment without rows holds the largest float.
  const [least, negative] = tf.unstack(tf.clipByValue(ends, -limit, limit), 1);
  return { least: least!, most: tf.relu(tf.neg(negative!)) };
}

/** Places of a sorted tree: where each node's begin and end. */
interface Order {
  readonly width: number;
  readonly shape: [number, number];
  readonly first: Tensor;
  readonly last: Tensor;
}

function sortedSpans(tf: Tf, places: Places, nodes: Tensor, values: Tensor, width: number): Spans {
  const { trees, rows, weight } = places;
  const size = trees * width;
  const held = scatterSum(tf, nodes, tf.onesLike(weight), size);
  const several = above(tf, scatterSum(tf, nodes, weight, size), 1);
  // Numbered through all trees, nodes lie in the order of their places; an empty node reads a neighbour's.
  const end = tf.cumsum(tf.reshape(held, [trees, width]), 1);
  const begin = tf.sub(end, tf.reshape(held, [trees, width]));
  const tree = tf.reshape(tf.mul(tf.range(0, trees), rows), [trees, 1]);
  const order: Order = {
    width,
    shape: [trees, rows],
    first: tf.add(tf.minimum(begin, rows - 1), tree),
    last: tf.add(tf.maximum(tf.sub(end, 1), 0), tree),
  };
  const isHeld = tf.minimum(held, 1);
  const local = tf.sub(
    tf.reshape(nodes, [trees, rows]),
    tf.reshape(tf.mul(tf.range(0, trees), width), [trees, 1]),
  );
  const { low, high } =
    width <= 256
      ? ends(tf, order, local, tf.reshape(values, [trees, rows]), 65_536)
      : byHalves(tf, order, local, nodes, tf.reshape(values, [trees, rows]));
  // Nothing is held from MOST down to 0.
  return {
    low: tf.add(tf.mul(low, isHeld), tf.mul(tf.sub(1, isHeld), MOST)),
    high: tf.mul(high, isHeld),
    several,
  };
}

/** Smallest and largest value, below `unit`, of each node, by sorting node · unit + value, which stays below 2^24. */
function ends(tf: Tf, { width, shape, first, last }: Order, local: Tensor, values: Tensor, unit: number) {
  return tf.tidy(() => {
    const key = tf.add(tf.mul(local, unit), values);
    const ascending = tf.reshape(tf.neg(tf.topk(tf.neg(key), shape[1]).values), [-1]);
    const offset = tf.mul(tf.range(0, width), unit);
    const valueAt = (place: Tensor) => tf.reshape(tf.sub(gather(tf, ascending, place), offset), [-1]);
    return { low: valueAt(first), high: valueAt(last) };
  });
}

/** As `ends` where node and value are too long for one number: high bytes first, then the low bytes beside the best. */
function byHalves(tf: Tf, order: Order, local: Tensor, nodes: Tensor, values: Tensor) {
  const highByte = floorDivide(tf, values, 256);
  const lowByte = tf.sub(values, tf.mul(highByte, 256));
  const bytes = ends(tf, order, local, highByte, 256);
  const bestOf = (best: Tensor) => tf.reshape(gather(tf, best, nodes), order.shape);
  // Rows whose high byte is not the best take part as 256 and 0, so that they are never first or last.
  const notLowest = above(tf, highByte, bestOf(bytes.low));
  const lowest = tf.add(tf.mul(lowByte, tf.sub(1, notLowest)), tf.mul(notLowest, 256));
  const highest = tf.mul(tf.add(lowByte, 1), tf.sub(1, above(tf, bestOf(bytes.high), highByte)));
  return {
    low: tf.add(tf.mul(bytes.low, 256), ends(tf, order, local, lowest, 512).low),
    high: tf.add(tf.mul(bytes.high, 256), tf.sub(ends(tf, order, local, highest, 512).high, 1)),
  };
}
