import { reachableBound } from '../../matching/bound.js';
import type { MatchCounts } from '../../matching/jobs.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { productOf } from './products.js';
import { LANES } from './rows.js';

const counting = program({
  name: 'matchCounts',
  columns: {
    rows: 'i8 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    signatures: 'i8 in',
    gate: 'u8 in?',
    out: 'u32 out',
  },
  parameters: ['features', 'bound', 'count'],
  lanes: LANES,
  code: `
var<workgroup> found: atomic<u32>;
${productOf('rows', 'signatures')}
fn run(item: u32, lane: u32) {
  let g = item / count();
  let signature = item % count() * features();
  var mine = 0u;
  for (var i = lane; i < lengths(g); i += ${LANES}u) {
    let row = starts(g) + i;
    if (has_gate() && gate(row) == 0u) { continue; }
    if (product(row * features(), signature) >= i32(bound())) { mine++; }
  }
  atomicAdd(&found, mine);
  workgroupBarrier();
  if (lane == 0u) { set_out(item, atomicLoad(&found)); }
}`,
});

/** `Kernels.matchCounts`: a workgroup a (group, signature), its lanes take turns at the rows. */
export function matchCounts(gpu: Gpu, job: MatchCounts): void {
  const { rows, groups, features, signatures, gate, out } = job;
  const count = signatures.length / features;
  gpu.run(counting, {
    columns: { rows, starts: groups.starts, lengths: groups.lengths, signatures, gate, out },
    parameters: { features, bound: reachableBound(job), count },
    items: groups.slots.length * count,
  });
}
