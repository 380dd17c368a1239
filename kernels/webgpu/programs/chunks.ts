import { LANES } from './rows.js';

/**
 * WGSL: what a group's rows amount to before each lane's own, for lanes that take rows that lie together.
 * `share_count(lane, mine)` in uniform control flow; then `before(lane)` is the sum of the lanes before.
 */
export const countsBefore = `
var<workgroup> chunk_counts: array<u32, ${LANES}>;
fn chunk(rows: u32) -> u32 { return (rows + ${LANES - 1}u) / ${LANES}u; }
fn share_count(lane: u32, mine: u32) {
  chunk_counts[lane] = mine;
  workgroupBarrier();
}
fn before(lane: u32) -> u32 {
  var sum = 0u;
  for (var l = 0u; l < lane; l++) { sum += chunk_counts[l]; }
  return sum;
}`;
