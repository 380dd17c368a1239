import type { Directions } from '../../directions.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { LANES, sharesOf } from './rows.js';

/** With more features of 384² each, squares could pass 2^32. */
const MOST_FEATURES = 29_127;

const turning = program({
  name: 'directions',
  columns: {
    records: 'u16 in',
    slots: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    centres: 'u16 in',
    spreads: 'u16 in',
    out: 'i8 out',
  },
  parameters: ['features', 'shares'],
  lanes: LANES,
  code: `
fn deviation(at: u32, centre: u32, f: u32) -> i32 {
  let d = (i32(records(at + f)) - i32(centres(centre + f))) * 64 / i32(spreads(f));
  return clamp(d, -384, 384);
}

// The integer root of a number below 2^32: the float's is off by one at most.
fn rootOf(squares: u32) -> u32 {
  var root = min(u32(sqrt(f32(squares))), 65535u);
  while (root * root > squares) { root--; }
  while (root < 65535u && (root + 1u) * (root + 1u) <= squares) { root++; }
  return root;
}

fn run(item: u32, lane: u32) {
  let g = item / shares();
  let centre = slots(g) * features();
  for (var i = (item % shares()) * ${LANES}u + lane; i < lengths(g); i += shares() * ${LANES}u) {
    let at = (starts(g) + i) * features();
    var squares = 0u;
    for (var f = 0u; f < features(); f++) {
      let z = deviation(at, centre, f);
      squares += u32(z * z);
    }
    var shift = 0u;
    while (squares != 0u && squares < ${1 << 26}u) {
      squares *= 4u;
      shift++;
    }
    // Of no deviation, every component is 0 / 2.
    let root = max(1u, rootOf(squares));
    for (var f = 0u; f < features(); f++) {
      let z = deviation(at, centre, f);
      let rounded = i32((254u * (u32(abs(z)) << shift) + root) / (2u * root));
      set_out(at + f, select(rounded, -rounded, z < 0));
    }
  }
}`,
});

/** `Kernels.directions`: a lane a record. */
export function directions(gpu: Gpu, job: Directions): boolean {
  const { records, features, groups, centres, spreads, out } = job;
  if (features > MOST_FEATURES) return false;
  const { slots, starts, lengths } = groups;
  const shares = sharesOf(groups, records.length / features);
  gpu.run(turning, {
    columns: { records, slots, starts, lengths, centres, spreads, out },
    parameters: { features, shares },
    items: slots.length * shares,
  });
  return true;
}
