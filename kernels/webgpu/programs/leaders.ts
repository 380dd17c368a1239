/**
 * WGSL of leader clustering. Leaders are chosen in order, so the program goes on row by row: one that has no leader by
 * then leads, and takes of the rows behind it those that match and have none. Each lane looks after rows of its own, so
 * nothing but whether a row leads goes from lane to lane.
 *
 * To be declared: `leader_of(i) -> i32`, `set_leader(i, l: i32)`, `alike(i, j) -> bool`.
 */
export const leading = (lanes: number): string => `
var<workgroup> leads: u32;
// Of rows 0 … count − 1; in uniform control flow, with a count that is uniform.
fn find_leaders(count: u32, lane: u32) {
  for (var i = lane; i < count; i += ${lanes}u) { set_leader(i, -1); }
  for (var row = 0u; row < count; row++) {
    if (row % ${lanes}u == lane) {
      let is_leader = leader_of(row) < 0;
      if (is_leader) { set_leader(row, i32(row)); }
      leads = select(0u, 1u, is_leader);
    }
    // With barriers before and after it reads.
    if (workgroupUniformLoad(&leads) == 0u) { continue; }
    for (var i = row / ${lanes}u * ${lanes}u + lane; i < count; i += ${lanes}u) {
      if (i > row && leader_of(i) < 0 && alike(i, row)) { set_leader(i, i32(row)); }
    }
  }
}`;
