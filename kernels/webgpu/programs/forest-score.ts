import type { ForestScore } from '../../forest/jobs.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { LANES, sharesOf } from './rows.js';

const scoring = program({
  name: 'forestScore',
  columns: {
    split: 'u32 in',
    leaf: 'u16 in',
    records: 'u16 in',
    slots: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    out: 'u32 out',
  },
  parameters: ['trees', 'height', 'features', 'shares'],
  lanes: LANES,
  code: `
fn run(item: u32, lane: u32) {
  let g = item / shares();
  let levels = height();
  let size = 1u << levels;
  let count = trees();
  let width = features();
  let splits = first_split();
  let last = lengths(g);
  for (var i = (item % shares()) * ${LANES}u + lane; i < last; i += shares() * ${LANES}u) {
    let row = starts(g) + i;
    let record = first_records() + row * width;
    var base = slots(g) * count * size;
    var sum = 0u;
    for (var tree = 0u; tree < count; tree++) {
      let root = splits + base;
      var heap = 1u;
      for (var depth = 0u; depth < levels; depth++) {
        let packed = at_split(root + heap);
        let x = at_records(record + (packed >> 16u));
        heap = 2u * heap + select(1u, 0u, x <= (packed & 0xffffu));
      }
      sum += leaf(base + heap - size);
      base += size;
    }
    set_out(row, sum);
  }
}`,
});

/** `Kernels.forestScore`: a lane a record, which walks every tree. */
export function forestScore(gpu: Gpu, { forests, records, groups, out }: ForestScore): void {
  const { trees, height, features, split, leaf } = forests;
  const { slots, starts, lengths } = groups;
  const shares = sharesOf(groups, records.length / features);
  gpu.run(scoring, {
    columns: { split, leaf, records, slots, starts, lengths, out },
    parameters: { trees, height, features, shares },
    items: slots.length * shares,
  });
}
