import { nodesOf, type SyntheticTraffic, wordsOf } from '../../traffic.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { normalColumn } from './normals.js';
import { philox } from './philox.js';

const making = program({
  name: 'traffic',
  columns: {
    centres: 'i32 in',
    shifts: 'i32 in',
    reach: 'u32 in',
    normal: 'i16 in',
    records: 'u16 out',
    attacks: 'u8 out',
  },
  parameters: ['key0', 'key1', 'stream', 'step', 'features', 'rows', 'kinds', 'width'],
  lanes: 1,
  code: `${philox}
fn blockOf(node: u32, word: u32) -> vec4u {
  return philox(word >> 2u, step(), node, stream(), vec2u(key0(), key1()));
}

// The sum, clipped to 16 bits; high and low halves apart, so that no sum leaves 32 bits.
fn clipped(a: i32, b: i32, c: i32) -> u32 {
  let low = (a & 0xffff) + (b & 0xffff) + (c & 0xffff);
  let high = (a >> 16u) + (b >> 16u) + (c >> 16u) + (low >> 16u);
  if (high != 0) { return select(0u, 0xffffu, high > 0); }
  return u32(low) & 0xffffu;
}

fn run(at: u32) {
  let node = at / rows();
  let first = (at % rows()) * width();
  var words = blockOf(node, first);
  let chosen = words[first & 3u];
  var attack = 0u;
  for (var k = 0u; k < kinds() && attack == 0u; k++) {
    let end = 2u * (node * kinds() + k);
    if (reach(end + 1u) != 0u || chosen < reach(end)) { attack = k + 1u; }
  }
  set_attacks(at, attack);
  for (var f = 0u; f < features(); f++) {
    let word = first + 1u + (f >> 1u);
    if ((word & 3u) == 0u && (f & 1u) == 0u) { words = blockOf(node, word); }
    var shift = 0;
    if (attack != 0u) { shift = shifts((attack - 1u) * features() + f); }
    let variate = normal((words[word & 3u] >> (16u * (f & 1u))) & 0xffffu);
    set_records(at * features() + f, clipped(centres(node * features() + f), variate, shift));
  }
}`,
});

/** `Kernels.traffic`: a thread a record. */
export function traffic(gpu: Gpu, job: SyntheticTraffic): void {
  const { key, stream, step, features, rows, centres, shifts, records, attacks } = job;
  const nodes = nodesOf(job);
  // 0 … 2^32 takes 33 bits: two words each, low first.
  const reach = new Uint32Array(2 * job.reach.length);
  job.reach.forEach((end, i) => {
    reach[2 * i] = end;
    reach[2 * i + 1] = end / 2 ** 32;
  });
  gpu.run(making, {
    columns: { centres, shifts, reach, normal: normalColumn(gpu), records, attacks },
    parameters: {
      key0: key[0],
      key1: key[1],
      stream,
      step,
      features,
      rows,
      kinds: shifts.length / features,
      width: wordsOf(features),
    },
    items: nodes * rows,
  });
}
