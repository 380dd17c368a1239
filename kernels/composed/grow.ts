/**
 * Growing many isolation trees at once, level by level (see `forest/grow.ts` for the definition): a row knows the
 * node that it is in, a level finds what each node's rows span, draws a threshold for each node and moves each row
 * to a child. Every level has all its 2^depth nodes a tree; those that end early pass their rows left.
 */
import { c256, PATH_UNIT } from '../forest/path.js';
import { above, gather, not, scaled, scatterSum, type Tensor, type Tf, twice } from './ops.js';
import { redraw } from './redraw.js';
import type { Places, SpanFinder, Spans } from './segments.js';
import type { Blocks, WordSource, Words } from './words.js';

/** Trees to grow on a slice of a job. */
export interface Trees extends Places {
  readonly height: number;
  readonly features: number;
  /** [V, F] records. */
  readonly values: Tensor;
  /** [B · n] the record of a place; also on the host. */
  readonly record: Tensor;
  readonly recordHost: Float32Array;
  /** [B] number of the tree in its forest, and the forest's slot. */
  readonly tree: Uint32Array;
  readonly agent: Uint32Array;
  readonly draws: Pick<Blocks, 'key' | 'stream' | 'step'>;
  readonly words: WordSource;
  readonly spans: SpanFinder;
}

/** A level's nodes: what was drawn for each, and what its rows span in the drawn feature. */
export type Level = Spans & { readonly feature: Tensor; readonly u: Tensor };

export interface Grown {
  /** [B, 2^h] feature and threshold, in heap order; entry 0 passes left. */
  readonly feature: Tensor;
  readonly threshold: Tensor;
  /** [B, 2^h] */
  readonly leaf: Tensor;
  /** [B · n] path length of a place's row; 0 where it repeats one. */
  readonly path: Tensor;
}

const PASS_LEFT = 65_535;

/** Call it in a tidy. */
export function grow(tf: Tf, trees: Trees): Grown {
  const { height, weight } = trees;
  const drawn = tf.tidy(() => drawSplits(tf, trees));
  const base = tf.range(0, trees.trees);
  /** [B · n] the node of each place, from 0 in its level, counted through all trees. */
  let nodes: Tensor = tf.reshape(tf.add(tf.zeros([trees.trees, trees.rows]), tf.expandDims(base, 1)), [-1]);
  /** [B · 2^depth] how many splits lie above a node; 1 where it may split. */
  let depth: Tensor = tf.zeros([trees.trees]);
  let open: Tensor = tf.ones([trees.trees]);
  const features: Tensor[] = [tf.zeros([trees.trees, 1])];
  const thresholds: Tensor[] = [tf.fill([trees.trees, 1], PASS_LEFT)];
  for (let d = 0; d < height; d++) {
    const width = 1 << d;
    // A level's own tensors go when it ends.
    const next = tf.tidy(() => {
      const feature = tf.reshape(tf.slice(drawn.feature, [0, width], [-1, width]), [-1]);
      const u = tf.reshape(tf.slice(drawn.u, [0, width], [-1, width]), [-1]);
      const values = valuesOf(tf, trees, nodes, feature);
      const drawnLevel: Level = { feature, u, ...trees.spans(trees, nodes, values, width) };
      const level = redraw(tf, trees, d, nodes, open, drawnLevel);
      const range = tf.relu(tf.sub(level.high, level.low));
      const splits = tf.mul(above(tf, range, 0), open);
      const threshold = tf.add(
        tf.mul(splits, tf.add(level.low, scaled(tf, level.u, range))),
        tf.mul(not(tf, splits), PASS_LEFT),
      );
      const final = level === drawnLevel ? values : valuesOf(tf, trees, nodes, level.feature);
      const right = above(tf, final, gather(tf, threshold, nodes));
      return {
        nodes: tf.add(tf.mul(nodes, 2), right),
        depth: twice(tf, tf.add(depth, splits)),
        open: twice(tf, splits),
        feature: tf.reshape(tf.mul(level.feature, splits), [-1, width]),
        threshold: tf.reshape(threshold, [-1, width]),
      };
    });
    tf.dispose([nodes, depth, open]);
    ({ nodes, depth, open } = next);
    features.push(next.feature);
    thresholds.push(next.threshold);
  }
  const size = trees.trees << height;
  const held = scatterSum(tf, nodes, weight, size);
  const average = gather(tf, tf.tensor1d(Float32Array.from(c256)), held);
  const value = tf.mul(tf.add(tf.mul(depth, PATH_UNIT), average), tf.minimum(held, 1));
  return {
    feature: tf.concat(features, 1),
    threshold: tf.concat(thresholds, 1),
    leaf: tf.reshape(value, [trees.trees, 1 << height]),
    path: tf.mul(gather(tf, value, nodes), weight),
  };
}

/** [B · n] each place's value in the feature of its node. */
function valuesOf(tf: Tf, { values, record, features }: Trees, nodes: Tensor, feature: Tensor): Tensor {
  return tf.tidy(() => {
    const entry = tf.add(tf.mul(record, features), gather(tf, feature, nodes));
    return gather(tf, tf.reshape(values, [-1]), entry);
  });
}

/** [B, 2^h] the first attempt's feature and u of every node. */
function drawSplits(tf: Tf, { height, features, tree, agent, draws, words }: Trees) {
  const size = 1 << height;
  const blocks = Math.max(1, size >>> 2);
  const first = tree.map((t) => (t * 16 * size) >>> 2);
  // Trees of fewer than four nodes share a block: t · 16 · 2^h is still a multiple of four.
  const { high, low }: Words = words({ ...draws, agents: agent, first, count: blocks });
  return {
    feature: tf.slice(scaled(tf, high, features), [0, 0], [-1, size]),
    u: tf.slice(low, [0, 0], [-1, size]),
  };
}
