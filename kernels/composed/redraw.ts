/**
 * Nodes whose drawn feature is constant draw again: attempts 1 … 15, then the next feature that varies, cyclically.
 * They are few, so their rows are brought together, all features' spans found at once, and the choice made for all
 * of these nodes side by side.
 */
import { ATTEMPTS, splitDraw } from '../forest/draws.js';
import type { Level, Trees } from './grow.js';
import { above, gather, not, scaled, scatterSum, type Tensor, type Tf, upload } from './ops.js';

/** The level with the redrawn nodes' features, bits and spans in place. */
export function redraw(
  tf: Tf,
  trees: Trees,
  depth: number,
  nodes: Tensor,
  open: Tensor,
  level: Level,
): Level {
  if (trees.features === 1) return level;
  const stuck = tf.tidy(() => tf.mul(tf.mul(level.several, open), not(tf, above(tf, level.high, level.low))));
  if (tf.tidy(() => tf.sum(stuck)).dataSync()[0] === 0) return level;
  return tf.tidy(() => replace(tf, trees, depth, nodes, stuck, level));
}

/** Draws again for the nodes where `stuck` is 1. */
function replace(tf: Tf, trees: Trees, depth: number, nodes: Tensor, stuck: Tensor, level: Level): Level {
  const found = stuckNodes(trees, stuck.dataSync<'float32'>(), nodes.dataSync<'float32'>());
  const choice = choose(tf, trees, spansOf(tf, trees, found.rows), attempts(tf, trees, depth, found.nodes));
  const at = upload(tf, found.nodes);
  const put = (now: Tensor, then: Tensor) =>
    tf.add(tf.mul(now, not(tf, stuck)), scatterSum(tf, at, then, now.size));
  return {
    several: level.several,
    feature: put(level.feature, choice.feature),
    u: put(level.u, choice.u),
    low: put(level.low, choice.low),
    high: put(level.high, choice.high),
  };
}

/** The stuck nodes, those with fewer rows first, and the records of each. */
function stuckNodes({ recordHost }: Trees, stuck: Float32Array, nodes: Float32Array) {
  const rowsOf = new Map<number, number[]>();
  for (let place = 0; place < nodes.length; place++) {
    const node = nodes[place]!;
    if (stuck[node] === 0) continue;
    const rows = rowsOf.get(node);
    if (rows === undefined) rowsOf.set(node, [recordHost[place]!]);
    else rows.push(recordHost[place]!);
  }
  const list = [...rowsOf].sort((a, b) => a[1].length - b[1].length || a[0] - b[0]);
  return { nodes: Uint32Array.from(list, ([node]) => node), rows: list.map(([, rows]) => rows) };
}

interface FeatureSpans {
  /** [K, F] */
  readonly low: Tensor;
  readonly high: Tensor;
}

/** Spans of all features in each node. Nodes of like size are reduced together, short ones filled with a row again. */
function spansOf(tf: Tf, { values, features }: Trees, nodes: readonly (readonly number[])[]): FeatureSpans {
  const low: Tensor[] = [];
  const high: Tensor[] = [];
  for (let from = 0; from < nodes.length; ) {
    let width = 2;
    while (width < nodes[from]!.length) width *= 2;
    let to = from;
    while (to < nodes.length && nodes[to]!.length <= width) to++;
    const filled = new Float32Array((to - from) * width);
    for (let k = from; k < to; k++) {
      for (let i = 0; i < width; i++) filled[(k - from) * width + i] = nodes[k]![i] ?? nodes[k]![0]!;
    }
    const shape = [to - from, width, features];
    const [least, most] = tf.tidy(() => {
      const rows = tf.reshape(gather(tf, values, upload(tf, filled)), shape);
      return [tf.min(rows, 1), tf.max(rows, 1)] as [Tensor, Tensor];
    });
    low.push(least);
    high.push(most);
    from = to;
  }
  return { low: tf.concat(low, 0), high: tf.concat(high, 0) };
}

/** [K, 15] the features and bits of attempts 1 … 15 of each node. */
function attempts(tf: Tf, trees: Trees, depth: number, nodes: Uint32Array) {
  const { height, features, tree, agent, draws, words } = trees;
  const count = nodes.length * (ATTEMPTS - 1);
  const agents = new Uint32Array(count);
  const first = new Uint32Array(count);
  const word = new Float32Array(count);
  let at = 0;
  for (const node of nodes) {
    const b = node >>> depth;
    const heap = (1 << depth) + (node & ((1 << depth) - 1));
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      const draw = splitDraw(tree[b]!, attempt, height, heap);
      agents[at] = agent[b]!;
      first[at] = draw >>> 2;
      word[at++] = draw & 3;
    }
  }
  const { high, low } = words({ ...draws, agents, first, count: 1 });
  const entry = tf.add(upload(tf, word), tf.mul(tf.range(0, count), 4));
  const shape = [nodes.length, ATTEMPTS - 1];
  const of = (halves: Tensor) => tf.reshape(gather(tf, tf.reshape(halves, [-1]), entry), shape);
  return { feature: scaled(tf, of(high), features), u: of(low) };
}

/** What each node splits on: [K] feature, u and its span there; a span of nothing where all features are constant. */
function choose(
  tf: Tf,
  { features }: Trees,
  { low, high }: FeatureSpans,
  drawn: { readonly feature: Tensor; readonly u: Tensor },
) {
  const count = low.shape[0]!;
  const varies = above(tf, high, low);
  const row = tf.reshape(tf.mul(tf.range(0, count), features), [count, 1]);
  // The first attempt that varies has the largest rank.
  const rank = tf.mul(
    gather(tf, tf.reshape(varies, [-1]), tf.add(row, drawn.feature)),
    tf.range(ATTEMPTS - 1, 0, -1),
  );
  const attempt = firstOf(tf, rank);
  const last = [0, ATTEMPTS - 2];
  const lastFeature = tf.slice(drawn.feature, last, [-1, 1]);
  const lastU = tf.slice(drawn.u, last, [-1, 1]);
  // Features after the last one drawn come first: those up to it are further by a whole round.
  const step = tf.sub(tf.reshape(tf.range(0, features), [1, features]), lastFeature);
  const distance = tf.add(step, tf.mul(not(tf, above(tf, step, 0)), features));
  const next = firstOf(tf, tf.mul(varies, tf.sub(features + 1, distance)));
  const scan = (a: Tensor, b: Tensor) => tf.add(a, tf.mul(not(tf, attempt.any), b));
  const feature = scan(
    pick(tf, attempt, drawn.feature),
    pick(tf, next, tf.reshape(tf.range(0, features), [1, features])),
  );
  const entry = tf.add(row, feature);
  const spanOf = (spans: Tensor) => tf.reshape(gather(tf, tf.reshape(spans, [-1]), entry), [-1]);
  return {
    feature: tf.reshape(feature, [-1]),
    u: tf.reshape(scan(pick(tf, attempt, drawn.u), lastU), [-1]),
    low: spanOf(low),
    high: spanOf(high),
  };
}

interface First {
  /** [K, N] 1 at the entry of the largest rank, if that is above 0. */
  readonly here: Tensor;
  /** [K, 1] 1 where there is one. */
  readonly any: Tensor;
}

/** Ranks above 0 are distinct within a row. */
function firstOf(tf: Tf, rank: Tensor): First {
  const best = tf.max(rank, 1, true);
  const any = tf.clipByValue(best, 0, 1);
  return { here: tf.mul(not(tf, above(tf, best, rank)), any), any };
}

/** [K, 1] */
function pick(tf: Tf, { here }: First, from: Tensor): Tensor {
  return tf.sum(tf.mul(here, from), 1, true);
}
