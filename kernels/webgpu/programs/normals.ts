import { drawsEach, type Normals } from '../../random/fill.js';
import { normalTable } from '../../random/normal.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { philox } from './philox.js';

const drawing = program({
  name: 'normals',
  columns: { agents: 'u32 in', normal: 'i16 in', out: 'i16 out' },
  parameters: ['key0', 'key1', 'stream', 'step', 'draws', 'blocks'],
  lanes: 1,
  code: `${philox}
fn run(item: u32) {
  let a = item / blocks();
  let block = item % blocks();
  let words = philox(block, step(), agents(a), stream(), vec2u(key0(), key1()));
  for (var k = 0u; k < min(8u, draws() - 8u * block); k++) {
    set_out(a * draws() + 8u * block + k, normal((words[k >> 1u] >> (16u * (k & 1u))) & 0xffffu));
  }
}`,
});

/** The table of normal variates as a column that the GPU keeps. */
export function normalColumn(gpu: Gpu): Int16Array {
  const table = normalTable as Int16Array;
  gpu.mirrors.keep(table);
  return table;
}

/** `Kernels.normals`: a thread a block of four words, that is eight variates. */
export function normals(gpu: Gpu, { key, stream, step, agents, out }: Normals): void {
  const draws = drawsEach(agents, out);
  const blocks = Math.ceil(draws / 8);
  gpu.run(drawing, {
    columns: { agents, normal: normalColumn(gpu), out },
    parameters: { key0: key[0], key1: key[1], stream, step, draws, blocks },
    items: agents.length * blocks,
  });
}
