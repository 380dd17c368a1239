import type { WindowPurge } from '../../window.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { countsBefore } from './chunks.js';
import { HELD, move, movesOf } from './moves.js';
import { LANES } from './rows.js';

/** Which rows stay, oldest first. A window that loses none moves none. */
const keeping = program({
  name: 'windowPurge.keep',
  columns: {
    slots: 'u32 in',
    drop: 'u8 in',
    counts: 'u32 inout',
    heads: 'u32 inout',
    dropped: 'u32 out',
    amounts: 'u32 inout',
    sources: 'u32 inout',
  },
  parameters: ['capacity'],
  lanes: LANES,
  code: `
${countsBefore}
fn run(s: u32, lane: u32) {
  let slot = slots(s);
  let count = counts(slot);
  let oldest = select(0u, heads(slot), count == capacity());
  let first = min(count, lane * chunk(count));
  let end = min(count, first + chunk(count));
  var mine = 0u;
  for (var i = first; i < end; i++) {
    if (drop(slot * capacity() + (oldest + i) % capacity()) == 0u) { mine++; }
  }
  share_count(lane, mine);
  var kept = before(lane);
  for (var i = first; i < end; i++) {
    let place = slot * capacity() + (oldest + i) % capacity();
    if (drop(place) != 0u) { continue; }
    set_sources(s * capacity() + kept, place | ${HELD});
    kept++;
  }
  if (lane > 0u) { return; }
  let all = before(${LANES}u);
  set_dropped(s, count - all);
  set_amounts(s, select(all, 0u, all == count));
  if (all == count) { return; }
  set_counts(slot, all);
  set_heads(slot, all);
}`,
});

/** `Kernels.windowPurge`: a workgroup a window says which rows stay; these move together. */
export function windowPurge(gpu: Gpu, { window, slots, drop, attributes = [], dropped }: WindowPurge): void {
  const { capacity, features, rows, counts, heads } = window;
  const moves = movesOf(slots, capacity);
  const { amounts, sources } = moves;
  gpu.run(keeping, {
    columns: { slots, drop, counts, heads, dropped, amounts, sources },
    parameters: { capacity },
    items: slots.length,
  });
  move(gpu, moves, { width: features, stored: rows });
  for (const { width, stored } of attributes) move(gpu, moves, { width, stored });
}
