import type { Strongest } from '../../strongest.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { HELD, move, movesOf } from './moves.js';
import { LANES } from './rows.js';

/**
 * Which rows stay: each candidate counts those that come before it, by path sum and then by arrival, and that is its
 * place. A memory that nothing new comes to and nothing is forgotten of moves no row.
 */
const ranking = program({
  name: 'strongest.rank',
  columns: {
    slots: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    pathSums: 'u32 in',
    gate: 'u8 in?',
    keep: 'u8 in?',
    sums: 'u32 inout',
    counts: 'u32 inout',
    amounts: 'u32 inout',
    sources: 'u32 inout',
  },
  parameters: ['capacity'],
  lanes: LANES,
  code: `
var<workgroup> candidates: atomic<u32>;
var<workgroup> arrivals: atomic<u32>;
// The c-th of held rows and rows that come.
struct Candidate { stands: bool, sum: u32, source: u32 }
fn candidate(g: u32, c: u32, held: u32) -> Candidate {
  if (c < held) {
    let row = slots(g) * capacity() + c;
    if (has_keep() && keep(row) == 0u) { return Candidate(false, 0u, 0u); }
    return Candidate(true, sums(row), row | ${HELD});
  }
  let row = starts(g) + c - held;
  if (has_gate() && gate(row) == 0u) { return Candidate(false, 0u, 0u); }
  return Candidate(true, pathSums(row), row);
}
fn run(g: u32, lane: u32) {
  let slot = slots(g);
  let held = counts(slot);
  let all = held + lengths(g);
  for (var c = lane; c < all; c += ${LANES}u) {
    let mine = candidate(g, c, held);
    if (!mine.stands) { continue; }
    atomicAdd(&candidates, 1u);
    if (c >= held) { atomicAdd(&arrivals, 1u); }
    var rank = 0u;
    for (var d = 0u; d < all && rank < capacity(); d++) {
      let other = candidate(g, d, held);
      if (other.stands && (other.sum < mine.sum || (other.sum == mine.sum && d < c))) { rank++; }
    }
    if (rank < capacity()) { set_sources(g * capacity() + rank, mine.source); }
  }
  workgroupBarrier();
  if (lane > 0u) { return; }
  let count = atomicLoad(&candidates);
  let stays = atomicLoad(&arrivals) == 0u && count == held;
  set_amounts(g, select(min(count, capacity()), 0u, stays));
  if (!stays) { set_counts(slot, min(count, capacity())); }
}`,
});

/** `Kernels.strongest`: a workgroup a memory ranks its rows and those that come; the first of them move into it. */
export function strongest(gpu: Gpu, job: Strongest): void {
  const { memory, pathSums, groups, gate, keep, attributes = [] } = job;
  const { capacity, sums, counts } = memory;
  const moves = movesOf(groups.slots, capacity);
  const { amounts, sources } = moves;
  gpu.run(ranking, {
    columns: { ...groups, pathSums, gate, keep, sums, counts, amounts, sources },
    parameters: { capacity },
    items: groups.slots.length,
  });
  move(gpu, moves, { width: 1, stored: sums, incoming: pathSums });
  for (const attribute of attributes) move(gpu, moves, attribute);
}
