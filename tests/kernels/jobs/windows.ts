import fc from 'fast-check';
import type { Attribute, Strongest, WindowAppend, WindowPurge } from '../../../kernels/index.js';
import { grouped } from '../arbitrary.js';
import { bytes, directions, halves, words } from './columns.js';

const u16 = fc.nat(0xffff);
const FEATURES = 3;

/** Groups of rows for slots of a column with room for one slot more than there are groups. */
const layouts = fc.record({
  grouped: grouped({ groups: 3, rows: 9 }),
  capacity: fc.integer({ min: 1, max: 6 }),
  gated: fc.boolean(),
});

function attributes(stored: number, incoming: number): fc.Arbitrary<Attribute[]> {
  const times = fc.record({
    width: fc.constant(1),
    stored: words(stored, fc.nat(1_000_000)),
    incoming: words(incoming, fc.nat(1_000_000)),
  });
  const rows = fc.record({
    width: fc.constant(2),
    stored: directions(stored, 2),
    incoming: directions(incoming, 2),
  });
  const marks = fc.record({ width: fc.constant(1), stored: bytes(stored), incoming: bytes(incoming) });
  return fc.oneof(
    fc.constant<Attribute[]>([]),
    fc.tuple(times, rows, marks).map((list): Attribute[] => [...list]),
  );
}

/** A window in any state that appends and purges can bring about. */
const window = (slots: number, capacity: number) =>
  fc
    .record({
      rows: halves(slots * capacity * FEATURES, u16),
      counts: words(slots, fc.nat(capacity)),
      turns: words(slots, fc.nat(capacity - 1)),
    })
    .map(({ rows, counts, turns }) => ({
      capacity,
      features: FEATURES,
      rows,
      counts,
      heads: counts.map((count, slot) => (count === capacity ? turns[slot]! : count)),
    }));

export const windowAppends: fc.Arbitrary<WindowAppend> = layouts.chain(
  ({ grouped: { groups, total }, capacity, gated }) => {
    const slots = groups.slots.length + 1;
    return fc.record({
      window: window(slots, capacity),
      records: halves(total * FEATURES, u16),
      groups: fc.constant(groups),
      ...(gated ? { gate: bytes(total) } : {}),
      attributes: attributes(slots * capacity, total),
    });
  },
);

export const windowPurges: fc.Arbitrary<WindowPurge> = layouts.chain(({ grouped: { groups }, capacity }) => {
  const slots = groups.slots.length + 1;
  return fc.record({
    window: window(slots, capacity),
    slots: fc.constant(groups.slots),
    drop: bytes(slots * capacity),
    attributes: attributes(slots * capacity, 0),
    dropped: fc.constant(0).map(() => new Uint32Array(groups.slots.length).fill(9)),
  });
});

export const strongests: fc.Arbitrary<Strongest> = layouts.chain(
  ({ grouped: { groups, total }, capacity, gated }) => {
    const slots = groups.slots.length + 1;
    const sums = fc.oneof(fc.nat(5), fc.nat(0xffffff));
    const memory = fc
      .record({ sums: words(slots * capacity, sums), counts: words(slots, fc.nat(capacity)) })
      .map(({ sums, counts }) => {
        for (let slot = 0; slot < slots; slot++)
          sums.subarray(slot * capacity, slot * capacity + counts[slot]!).sort();
        return { capacity, sums, counts };
      });
    return fc.record({
      memory,
      pathSums: words(total, sums),
      groups: fc.constant(groups),
      ...(gated ? { gate: bytes(total), keep: bytes(slots * capacity) } : {}),
      attributes: attributes(slots * capacity, total),
    });
  },
);
