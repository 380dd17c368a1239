/**
 * WGSL: selection by rank, eight bits at a time, by the lanes of a workgroup (64 or more). Values are counted in
 * `bins` by a digit; `pickBin(rank, lane)` answers the digit of the value of that rank and its rank among the values
 * with that digit, and leaves `bins` at zero. Before the first count, `bins` are zero, as workgroup memory begins.
 */
export const select = `
var<workgroup> bins: array<atomic<u32>, 256>;
var<workgroup> fours: array<u32, 64>;
var<workgroup> picked: vec2u;

fn pickBin(rank: u32, lane: u32) -> vec2u {
  workgroupBarrier();
  var own = array<u32, 4>();
  if (lane < 64u) {
    for (var k = 0u; k < 4u; k++) { own[k] = atomicExchange(&bins[4u * lane + k], 0u); }
    fours[lane] = own[0] + own[1] + own[2] + own[3];
  }
  workgroupBarrier();
  if (lane < 64u) {
    var below = 0u;
    for (var i = 0u; i < lane; i++) { below += fours[i]; }
    for (var k = 0u; k < 4u; k++) {
      if (rank >= below && rank < below + own[k]) { picked = vec2u(4u * lane + k, rank - below); }
      below += own[k];
    }
  }
  return workgroupUniformLoad(&picked);
}`;
