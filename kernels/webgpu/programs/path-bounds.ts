import type { PathBounds } from '../../path-bounds.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { LANES } from './rows.js';
import { select } from './select.js';

const bounding = program({
  name: 'pathBounds',
  columns: { sums: 'u32 in', starts: 'u32 in', lengths: 'u32 in', ppm: 'u32 in', out: 'u32 out' },
  parameters: ['shares'],
  lanes: LANES,
  code: `${select(LANES)}
// floor(n * ppm / 10^6) by parts, none of which passes 2^32: whole millions of rows, then thousands and rest of ppm.
fn rankOf(n: u32, ppm: u32) -> u32 {
  let r = n % 1000000u;
  return n / 1000000u * ppm + (r * (ppm / 1000u) + r * (ppm % 1000u) / 1000u) / 1000u;
}

fn run(item: u32, lane: u32) {
  let g = item / shares();
  let count = lengths(g);
  if (count == 0u) {
    if (lane == 0u) { set_out(item, 0u); }
    return;
  }
  let wanted = rankOf(count, ppm(item % shares()));
  // All are below the largest and one.
  var rank = min(wanted, count - 1u);
  var bound = 0u;
  for (var shift = 24i; shift >= 0; shift -= 8) {
    let mask = select(0xffffffffu << (u32(shift + 8) & 31u), 0u, shift == 24);
    for (var i = lane; i < count; i += ${LANES}u) {
      let sum = sums(starts(g) + i);
      if ((sum & mask) == bound) { atomicAdd(&bins[(sum >> u32(shift)) & 0xffu], 1u); }
    }
    let digit = pickBin(rank, lane);
    bound |= digit.x << u32(shift);
    rank = digit.y;
  }
  if (lane == 0u) { set_out(item, select(bound, bound + 1u, wanted == count)); }
}`,
});

/** `Kernels.pathBounds`: a workgroup a group and share. */
export function pathBounds(gpu: Gpu, { pathSums, groups, shares, out }: PathBounds): void {
  for (const ppm of shares) {
    if (groups.slots.length > 0 && (!Number.isInteger(ppm) || ppm < 0 || ppm > 1_000_000)) {
      throw new RangeError(`A share is 0 … 1000000 parts per million; got ${ppm}`);
    }
  }
  const { slots, starts, lengths } = groups;
  gpu.run(bounding, {
    columns: { sums: pathSums, starts, lengths, ppm: Uint32Array.from(shares), out },
    parameters: { shares: shares.length },
    items: slots.length * shares.length,
  });
}
