/** Normal variates: each half of a word looks one up in the table of `random/normal.ts`. */
import type { Normals } from '../kernels.js';
import { type DrawOn, fillDraws } from './draws.js';
import { read } from './ops.js';
import { normalsOf, TABLE_BYTES, tableOn } from './random.js';

/** Bytes a block: as its words take, and for each half its index and its variate. */
const BYTES_A_BLOCK = 320;

/** Composition of `Kernels.normals`. */
export function normals({ tf, memoryBudget, words }: DrawOn, job: Normals): void {
  const table = tableOn(tf);
  fillDraws(job, memoryBudget - TABLE_BYTES, BYTES_A_BLOCK, (blocks) =>
    read(tf, () => normalsOf(tf, table, words(blocks))),
  );
  table.dispose();
}
