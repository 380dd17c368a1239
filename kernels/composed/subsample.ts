/** Drawing subsamples: the ψ rows with the smallest 16 bits, the earlier of equals, as `forest/subsample.ts` has it. */
import { subsampleBlock } from '../forest/draws.js';
import { read, type Tf } from './ops.js';
import type { Blocks, WordSource } from './words.js';

/**
 * The rows of `count` trees from tree `first` on, `size` of `rows` each, [count, size]; a tree's in no particular
 * order. `tf.topk` takes the earlier of equals.
 */
export function subsamples(
  tf: Tf,
  words: WordSource,
  draws: Pick<Blocks, 'key' | 'stream' | 'step'>,
  agent: number,
  first: number,
  count: number,
  rows: number,
  size: number,
): Int32Array | Float32Array {
  const agents = new Uint32Array(count).fill(agent);
  const blocks = Uint32Array.from({ length: count }, (_, i) => subsampleBlock(first + i));
  // Eight rows a block.
  const perTree = (rows + 7) >>> 3;
  return read(tf, () => {
    const { high, low } = words({ ...draws, agents, first: blocks, count: perTree });
    const bits = tf.slice(tf.reshape(tf.stack([low, high], -1), [count, 8 * perTree]), [0, 0], [count, rows]);
    return tf.topk(tf.neg(bits), size).indices;
  });
}
