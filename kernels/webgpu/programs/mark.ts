import type { Mark } from '../../mark.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { LANES } from './rows.js';

const marking = program({
  name: 'mark',
  columns: {
    values: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    bounds: 'u32 in',
    out: 'u8 out',
  },
  parameters: ['below'],
  lanes: LANES,
  code: `
fn run(g: u32, lane: u32) {
  let bound = bounds(g);
  for (var i = lane; i < lengths(g); i += ${LANES}u) {
    let row = starts(g) + i;
    set_out(row, select(1u - below(), below(), values(row) < bound));
  }
}`,
});

/** `Kernels.mark`: a workgroup a group, its lanes take turns at the rows. */
export function mark(gpu: Gpu, { values, groups, bounds, side, out }: Mark): void {
  gpu.run(marking, {
    columns: { values, starts: groups.starts, lengths: groups.lengths, bounds, out },
    parameters: { below: side === 'below' ? 1 : 0 },
    items: groups.slots.length,
  });
}
