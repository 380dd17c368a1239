import { reachableBound } from '../../matching/bound.js';
import type { FirstMatch } from '../../matching/jobs.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { productOf } from './products.js';
import { LANES } from './rows.js';

const matching = program({
  name: 'firstMatch',
  columns: {
    rows: 'i8 in',
    slots: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    signatures: 'i8 in',
    gate: 'u8 in?',
    applies: 'u8 in',
    out: 'i32 out',
  },
  parameters: ['features', 'bound', 'count'],
  lanes: LANES,
  code: `
${productOf('rows', 'signatures')}
fn first_match(row: u32, applied: u32) -> i32 {
  if (has_gate() && gate(row) == 0u) { return -1; }
  for (var m = 0u; m < count(); m++) {
    if (applies(applied + m) == 0u) { continue; }
    if (product(row * features(), m * features()) >= i32(bound())) { return i32(m); }
  }
  return -1;
}
fn run(g: u32, lane: u32) {
  for (var i = lane; i < lengths(g); i += ${LANES}u) {
    let row = starts(g) + i;
    set_out(row, first_match(row, slots(g) * count()));
  }
}`,
});

/** `Kernels.firstMatch`: a workgroup a group, its lanes take turns at the rows. */
export function firstMatch(gpu: Gpu, job: FirstMatch): void {
  const { rows, groups, features, signatures, gate, applies, out } = job;
  gpu.run(matching, {
    columns: { rows, ...groups, signatures, gate, applies, out },
    parameters: { features, bound: reachableBound(job), count: signatures.length / features },
    items: groups.slots.length,
  });
}
