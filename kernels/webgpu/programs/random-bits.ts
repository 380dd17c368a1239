import { drawsEach, type RandomBits } from '../../random/fill.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { philox } from './philox.js';

const drawing = program({
  name: 'randomBits',
  columns: { agents: 'u32 in', out: 'u32 out' },
  parameters: ['key0', 'key1', 'stream', 'step', 'draws', 'blocks'],
  lanes: 1,
  code: `${philox}
fn run(item: u32) {
  let a = item / blocks();
  let block = item % blocks();
  let words = philox(block, step(), agents(a), stream(), vec2u(key0(), key1()));
  for (var k = 0u; k < min(4u, draws() - 4u * block); k++) { set_out(a * draws() + 4u * block + k, words[k]); }
}`,
});

/** `Kernels.randomBits`: a thread a block of four words. */
export function randomBits(gpu: Gpu, { key, stream, step, agents, out }: RandomBits): void {
  const draws = drawsEach(agents, out);
  const blocks = Math.ceil(draws / 4);
  gpu.run(drawing, {
    columns: { agents, out },
    parameters: { key0: key[0], key1: key[1], stream, step, draws, blocks },
    items: agents.length * blocks,
  });
}
