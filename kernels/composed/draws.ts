/** Random columns: each agent's draws are made block by block, as many blocks at a time as the budget holds. */
import type { RandomBits } from '../kernels.js';
import { drawsEach } from '../random/fill.js';
import type { Tf } from './ops.js';
import { roomFor } from './slices.js';
import type { Blocks, WordSource } from './words.js';

export interface DrawOn {
  readonly tf: Tf;
  readonly memoryBudget: number;
  readonly words: WordSource;
}

interface Drawing extends Omit<RandomBits, 'out'> {
  readonly out: Uint32Array | Int16Array;
}

/**
 * Fills `out` with what `make` makes of blocks.
 *
 * @param bytes that a block takes on the device
 * @param make [agents, blocks · values], the values of whole blocks
 */
export function fillDraws(
  { agents, out, ...address }: Drawing,
  memoryBudget: number,
  bytes: number,
  make: (blocks: Blocks) => Uint32Array | Float32Array,
): void {
  const draws = drawsEach(agents, out);
  const values = out instanceof Uint32Array ? 4 : 8;
  const blocks = Math.ceil(draws / values);
  const room = roomFor(memoryBudget, bytes);
  const across = Math.min(blocks, room);
  const down = Math.floor(room / across);
  for (let block = 0; block < blocks; block += across) {
    const count = Math.min(across, blocks - block);
    for (let from = 0; from < agents.length; from += down) {
      const some = agents.subarray(from, from + down);
      const made = make({ ...address, agents: some, first: some.map(() => block), count });
      const width = Math.min(count * values, draws - block * values);
      for (let a = 0; a < some.length; a++) {
        const row = a * count * values;
        out.set(made.subarray(row, row + width), (from + a) * draws + block * values);
      }
    }
  }
}
