import type { Attribute, WindowAppend } from '../../window.js';
import { type Gpu, Temporary } from '../gpu.js';
import { program } from '../program.js';
import { countsBefore } from './chunks.js';
import { byKind, kindOf } from './kinds.js';
import { LANES } from './rows.js';

/**
 * Where each row goes, counted over all windows; nowhere where it stays out, or where one of the same call would
 * overwrite it, since the copies of rows are in no order.
 */
const placing = program({
  name: 'windowAppend.places',
  columns: {
    slots: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    gate: 'u8 in?',
    heads: 'u32 inout',
    counts: 'u32 inout',
    places: 'u32 inout',
  },
  parameters: ['capacity'],
  lanes: LANES,
  code: `
${countsBefore}
fn enters(row: u32) -> bool { return !has_gate() || gate(row) != 0u; }
fn run(g: u32, lane: u32) {
  let slot = slots(g);
  let start = starts(g);
  let length = lengths(g);
  let first = min(length, lane * chunk(length));
  let end = min(length, first + chunk(length));
  var mine = 0u;
  for (var i = first; i < end; i++) { if (enters(start + i)) { mine++; } }
  let head = heads(slot);
  share_count(lane, mine);
  let all = before(${LANES}u);
  var entered = before(lane);
  for (var i = first; i < end; i++) {
    var place = 0xffffffffu;
    if (enters(start + i)) {
      if (all - entered <= capacity()) { place = slot * capacity() + (head + entered) % capacity(); }
      entered++;
    }
    set_places(start + i, place);
  }
  if (lane == 0u) {
    set_heads(slot, (head + all) % capacity());
    set_counts(slot, min(capacity(), counts(slot) + all));
  }
}`,
});

const copying = byKind((kind) =>
  program({
    name: `windowAppend.rows.${kind}`,
    columns: {
      starts: 'u32 in',
      lengths: 'u32 in',
      // Not written, but a buffer is bound either for reading or for writing, and temporary columns share one.
      places: 'u32 inout',
      incoming: `${kind} in`,
      stored: `${kind} inout`,
    },
    parameters: ['width'],
    lanes: LANES,
    code: `
fn run(g: u32, lane: u32) {
  for (var i = lane; i < lengths(g) * width(); i += ${LANES}u) {
    let row = starts(g) + i / width();
    let place = places(row);
    if (place == 0xffffffffu) { continue; }
    let f = i % width();
    set_stored(place * width() + f, incoming(row * width() + f));
  }
}`,
  }),
);

/** `Kernels.windowAppend`: a workgroup a group finds the places of its rows, then one a group and column copies them. */
export function windowAppend(
  gpu: Gpu,
  { window, records, groups, gate, attributes = [] }: WindowAppend,
): void {
  const { capacity, features, rows, counts, heads } = window;
  const { slots, starts, lengths } = groups;
  const places = new Temporary((4 * records.length) / features);
  gpu.run(placing, {
    columns: { slots, starts, lengths, gate, heads, counts, places },
    parameters: { capacity },
    items: slots.length,
  });
  const copy = ({ width, stored, incoming }: Attribute) => {
    gpu.run(copying[kindOf(stored)], {
      columns: { starts, lengths, places, incoming, stored },
      parameters: { width },
      items: slots.length,
    });
  };
  copy({ width: features, stored: rows, incoming: records });
  for (const attribute of attributes) copy(attribute);
}
