import fc from 'fast-check';
import type { Groups } from '../../kernels/index.js';

/** Rows of a table, flattened as kernels take them. */
export const flat = (rows: readonly (readonly number[])[]): number[] => rows.flat();

export interface Grouped {
  readonly groups: Groups;
  /** How many rows the groups span, with rows between them that belong to none. */
  readonly total: number;
}

/** Groups of rows with gaps between them; each has a slot of its own, in no particular order. */
export function grouped(most: { groups: number; rows: number }): fc.Arbitrary<Grouped> {
  const group = fc.record({ gap: fc.nat(2), length: fc.nat(most.rows), rank: fc.nat(1000) });
  return fc.array(group, { maxLength: most.groups }).map((list) => {
    const order = list.map((_, i) => i).sort((a, b) => list[a]!.rank - list[b]!.rank || a - b);
    const starts: number[] = [];
    let total = 0;
    for (const { gap, length } of list) {
      starts.push(total + gap);
      total += gap + length;
    }
    return {
      groups: {
        slots: Uint32Array.from(order),
        starts: Uint32Array.from(starts),
        lengths: Uint32Array.from(list, ({ length }) => length),
      },
      total,
    };
  });
}

/** Rows of the groups as a list of [group, row]. */
export function members(groups: Groups): [number, number][] {
  return [...groups.slots].flatMap((_, g) =>
    Array.from({ length: groups.lengths[g]! }, (_, i): [number, number] => [g, groups.starts[g]! + i]),
  );
}

const u16 = fc.oneof(fc.nat(0xffff), fc.nat(3), fc.constantFrom(0, 0x7fff, 0x8000, 0xffff));

/** u16 records, among them constant columns, few values and both ends of the range. */
export function records(rows: number, features: number): fc.Arbitrary<Uint16Array> {
  return fc
    .array(u16, { minLength: rows * features, maxLength: rows * features })
    .map((v) => Uint16Array.from(v));
}

/** int8 rows with many near-equal ones, so that matches and ties occur. */
export function int8Rows(rows: number, features: number): fc.Arbitrary<Int8Array> {
  const value = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -128, max: 127 }));
  return fc
    .array(value, { minLength: rows * features, maxLength: rows * features })
    .map((v) => Int8Array.from(v));
}
