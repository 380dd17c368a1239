import { type Tally, Vote } from '../../tally.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { LANES } from './rows.js';

const counting = program({
  name: 'tally',
  columns: { votes: 'u8 in', weights: 'u32 in?', confirms: 'u32 out', rejects: 'u32 out' },
  parameters: ['voters'],
  lanes: LANES,
  code: `
var<workgroup> confirmed: atomic<u32>;
var<workgroup> rejected: atomic<u32>;

fn run(p: u32, lane: u32) {
  var sums = vec2u();
  for (var v = lane; v < voters(); v += ${LANES}u) {
    let vote = votes(p * voters() + v);
    var weight = 1u;
    if (has_weights()) { weight = weights(v); }
    if (vote == ${Vote.confirm}u) { sums.x += weight; } else if (vote == ${Vote.reject}u) { sums.y += weight; }
  }
  atomicAdd(&confirmed, sums.x);
  atomicAdd(&rejected, sums.y);
  workgroupBarrier();
  if (lane == 0u) {
    set_confirms(p, atomicLoad(&confirmed));
    set_rejects(p, atomicLoad(&rejected));
  }
}`,
});

/** `Kernels.tally`: a workgroup a proposal. Weights whose sums might not fit are left to the host. */
export function tally(gpu: Gpu, job: Tally): boolean {
  const { votes, proposals, voters, weights, confirms, rejects } = job;
  if (weights !== undefined) {
    if (gpu.mirrors.of(weights)?.newer === 'device') return false;
    if (weights.reduce((sum, weight) => sum + weight, 0) > 0xffffffff) return false;
  }
  gpu.run(counting, {
    columns: { votes, weights, confirms, rejects },
    parameters: { voters },
    items: proposals,
  });
  return true;
}
