/**
 * Random words for compositions, as two 16-bit halves in float32.
 *
 * Philox needs 32 × 32 bit products and exclusive ors. TensorFlow's library has both for 64-bit integers (see
 * `philox.ts`), and on a GPU that is where words are made. Plain TFJS has neither: an exclusive or of limbs would be
 * a table gather for each byte of each round, some hundred times the work of the whole block on the host. So
 * everywhere else the host fills the words and uploads them. On the CPU that holds for TensorFlow too, where the
 * chain of 64-bit operations takes about a hundred times as long as the host's loop.
 */
import type { Key } from '../kernels.js';
import { philox4x32 } from '../random/philox.js';
import { type Tensor, type Tf, upload } from './ops.js';
import { deviceWords } from './philox.js';
import { nativeBackend } from './raw.js';

/** Which blocks: of each agent, `count` consecutive ones from `first[i]` on. */
export interface Blocks {
  readonly key: Key;
  readonly stream: number;
  readonly step: number;
  /** [A] */
  readonly agents: Uint32Array;
  /** [A] */
  readonly first: Uint32Array;
  readonly count: number;
}

/** [A, 4 · count] the words' high and low 16 bits. */
export type Words = { readonly high: Tensor; readonly low: Tensor };

export type WordSource = (blocks: Blocks) => Words;

/** Where the words of a device come from; `place` overrides what pays. */
export function wordSource(tf: Tf, place?: 'host' | 'device'): WordSource {
  const native = nativeBackend(tf);
  if (place === 'device' && native === undefined) {
    throw new RangeError(
      `The TFJS backend ${tf.getBackend()} has no 64-bit integers to make random words of`,
    );
  }
  const onDevice = (place ?? (native?.isUsingGpuDevice ? 'device' : 'host')) === 'device';
  return native !== undefined && onDevice
    ? (blocks) => deviceWords(tf, native, blocks)
    : (blocks) => hostWords(tf, blocks);
}

function hostWords(tf: Tf, { key, stream, step, agents, first, count }: Blocks): Words {
  const width = 4 * count;
  const high = new Float32Array(agents.length * width);
  const low = new Float32Array(agents.length * width);
  const words = new Uint32Array(4);
  let at = 0;
  for (let a = 0; a < agents.length; a++) {
    for (let block = 0; block < count; block++) {
      philox4x32(first[a]! + block, step, agents[a]!, stream, key[0], key[1], words);
      for (let word = 0; word < 4; word++) {
        high[at] = words[word]! >>> 16;
        low[at++] = words[word]! & 0xffff;
      }
    }
  }
  const shape = [agents.length, width];
  return { high: upload(tf, high, shape), low: upload(tf, low, shape) };
}
