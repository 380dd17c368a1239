/** Words as the host knows them, and normal variates made of words. */
import { normalTable } from '../random/normal.js';
import { gather, type Tensor, type Tf, upload } from './ops.js';
import type { Words } from './words.js';

/** The words, u32, read back. */
export function readWords(words: Words): Uint32Array {
  const high = words.high.dataSync<'float32'>();
  const low = words.low.dataSync<'float32'>();
  return Uint32Array.from(high, (half, i) => half * 65_536 + low[i]!);
}

/** What the table takes on the device. */
export const TABLE_BYTES = 4 * 65_536;

/** [65536] the table of `random/normal.ts`, on the device. */
export const tableOn = (tf: Tf): Tensor => upload(tf, normalTable);

/** Variates of words: two a word, low half first, [A, 8 · count], in 1/1024 of a standard deviation. */
export function normalsOf(tf: Tf, table: Tensor, { high, low }: Words): Tensor {
  return tf.tidy(() => gather(tf, table, tf.reshape(tf.stack([low, high], -1), [high.shape[0]!, -1])));
}
