/**
 * Rows of slots that change their places: gathered into a copy, and from there put at the beginning of their slot, since
 * where rows come from and where they go overlap.
 */
import type { Attribute, Numbers } from '../../window.js';
import { type Gpu, Temporary } from '../gpu.js';
import { program } from '../program.js';
import { byKind, kindOf } from './kinds.js';
import { LANES } from './rows.js';

/** Marks a source that is a row held; others are incoming rows. */
export const HELD = '0x80000000u';

const gathering = byKind((kind) =>
  program({
    name: `moves.gather.${kind}`,
    columns: {
      // Many are only read, but a buffer is bound either for reading or for writing, and temporary columns share one.
      amounts: 'u32 inout',
      sources: 'u32 inout',
      stored: `${kind} inout`,
      incoming: `${kind} in?`,
      copy: `${kind} inout`,
    },
    parameters: ['capacity', 'width'],
    lanes: LANES,
    code: `
fn run(g: u32, lane: u32) {
  for (var i = lane; i < amounts(g) * width(); i += ${LANES}u) {
    let source = sources(g * capacity() + i / width());
    let f = i % width();
    let to = g * capacity() * width() + i;
    if ((source & ${HELD}) == 0u) { set_copy(to, incoming(source * width() + f)); }
    else { set_copy(to, stored((source & ~${HELD}) * width() + f)); }
  }
}`,
  }),
);

const putting = byKind((kind) =>
  program({
    name: `moves.put.${kind}`,
    columns: { slots: 'u32 in', amounts: 'u32 inout', copy: `${kind} inout`, stored: `${kind} inout` },
    parameters: ['capacity', 'width'],
    lanes: LANES,
    code: `
fn run(g: u32, lane: u32) {
  let size = capacity() * width();
  for (var i = lane; i < amounts(g) * width(); i += ${LANES}u) { set_stored(slots(g) * size + i, copy(g * size + i)); }
}`,
  }),
);

export interface Moves {
  readonly slots: Uint32Array;
  readonly capacity: number;
  /** One entry for each of `slots`: how many rows move to its beginning. */
  readonly amounts: Temporary;
  /** `capacity` entries for each of `slots`: where they come from. */
  readonly sources: Temporary;
}

export const movesOf = (slots: Uint32Array, capacity: number): Moves => ({
  slots,
  capacity,
  amounts: new Temporary(4 * slots.length),
  sources: new Temporary(4 * slots.length * capacity),
});

/** Records the moves of one column. */
export function move(
  gpu: Gpu,
  { slots, capacity, amounts, sources }: Moves,
  { width, stored, incoming }: Pick<Attribute, 'width' | 'stored'> & { readonly incoming?: Numbers },
): void {
  const kind = kindOf(stored);
  const copy = new Temporary(slots.length * capacity * width * stored.BYTES_PER_ELEMENT);
  const [parameters, items] = [{ capacity, width }, slots.length];
  gpu.run(gathering[kind], { columns: { amounts, sources, stored, incoming, copy }, parameters, items });
  gpu.run(putting[kind], { columns: { slots, amounts, copy, stored }, parameters, items });
}
