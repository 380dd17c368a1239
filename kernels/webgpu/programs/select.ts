/**
 * WGSL: selection by rank, eight bits at a time, by the lanes of a workgroup (a power of two up to 64). Values are
 * counted in `bins` by a digit; `pickBin(rank, lane)` answers the digit of the value of that rank and its rank among the
 * values with that digit, and leaves `bins` at zero. Before the first count, `bins` are zero, as workgroup memory begins.
 */
export const select = (lanes: number): string => `
var<workgroup> bins: array<atomic<u32>, 256>;
var<workgroup> chunks: array<u32, ${lanes}>;
var<workgroup> picked: vec2u;

fn pickBin(rank: u32, lane: u32) -> vec2u {
  let first = lane * ${256 / lanes}u;
  workgroupBarrier();
  var sum = 0u;
  for (var i = 0u; i < ${256 / lanes}u; i++) { sum += atomicLoad(&bins[first + i]); }
  chunks[lane] = sum;
  workgroupBarrier();
  var below = 0u;
  for (var l = 0u; l < lane; l++) { below += chunks[l]; }
  for (var i = 0u; i < ${256 / lanes}u; i++) {
    let count = atomicExchange(&bins[first + i], 0u);
    if (rank >= below && rank - below < count) { picked = vec2u(first + i, rank - below); }
    below += count;
  }
  return workgroupUniformLoad(&picked);
}`;
