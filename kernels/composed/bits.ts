/** Random words, made where the device's words are made (see `words.ts`). */
import type { RandomBits } from '../kernels.js';
import { type DrawOn, fillDraws } from './draws.js';
import { readWords } from './random.js';

/** Bytes a block: its words' halves, and the 64-bit integers that they are made of on a device. */
const BYTES_A_BLOCK = 192;

/** Composition of `Kernels.randomBits`. */
export function randomBits({ tf, memoryBudget, words }: DrawOn, job: RandomBits): void {
  fillDraws(job, memoryBudget, BYTES_A_BLOCK, (blocks) => {
    const drawn = words(blocks);
    const made = readWords(drawn);
    tf.dispose([drawn.high, drawn.low]);
    return made;
  });
}
