import fc from 'fast-check';
import type { Judge, Mark, PathBounds } from '../../../kernels/index.js';
import { grouped } from '../arbitrary.js';
import { bytes, u32, words } from './columns.js';

/** Few values tie often. */
const sums = (count: number): fc.Arbitrary<Uint32Array> =>
  fc.oneof(
    words(count, u32),
    words(count, u32).map((all) => all.map((word) => word & 7)),
  );

export const pathBounds: fc.Arbitrary<PathBounds> = fc
  .record({
    grouped: grouped({ groups: 4, rows: 40 }),
    shares: fc.array(fc.oneof(fc.constantFrom(0, 1_000_000), fc.integer({ min: 0, max: 1_000_000 })), {
      maxLength: 3,
    }),
  })
  .chain(({ grouped: { groups, total }, shares }) =>
    fc.record({
      pathSums: sums(total).map((all) => all.map((sum) => Math.min(sum, 0xffff_fffe))),
      groups: fc.constant(groups),
      shares: fc.constant(shares),
      out: fc.constant(new Uint32Array(groups.slots.length * shares.length).fill(7)),
    }),
  );

export const marks: fc.Arbitrary<Mark> = grouped({ groups: 4, rows: 9 }).chain(({ groups, total }) =>
  fc.record({
    values: sums(total),
    groups: fc.constant(groups),
    bounds: sums(groups.slots.length),
    side: fc.constantFrom('below' as const, 'from' as const),
    out: fc.constant(new Uint8Array(total).fill(7)),
  }),
);

export const judges: fc.Arbitrary<Judge> = fc
  .record({
    grouped: grouped({ groups: 4, rows: 9 }),
    features: fc.integer({ min: 1, max: 9 }),
    proposesSuspects: fc.boolean(),
    has: fc.record({ listed: fc.boolean(), provisional: fc.boolean() }),
  })
  .chain(({ grouped: { groups, total }, features, proposesSuspects, has }) =>
    fc.record({
      groups: fc.constant(groups),
      features: fc.constant(features),
      anomalous: flags(total),
      suspect: flags(total),
      proposesSuspects: fc.constant(proposesSuspects),
      ...(has.listed ? { listed: indices(total) } : {}),
      ...(has.provisional ? { provisional: indices(total) } : {}),
      directions: bytes(total * features, 255).map((all) =>
        Int8Array.from(all, (byte) => (byte & 7 ? 0 : byte)),
      ),
      verdicts: fc.constant(new Uint8Array(total).fill(99)),
      passed: fc.constant(new Uint8Array(total).fill(99)),
    }),
  );

const flags = (count: number): fc.Arbitrary<Uint8Array> =>
  bytes(count).map((all) => Uint8Array.from(all, (byte) => byte & 1));

/** From −1 on. */
const indices = (count: number): fc.Arbitrary<Int32Array> =>
  fc
    .array(fc.integer({ min: -1, max: 2 }), { minLength: count, maxLength: count })
    .map((all) => Int32Array.from(all));
