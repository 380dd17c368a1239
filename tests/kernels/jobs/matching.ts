import fc from 'fast-check';
import type {
  CastVotes,
  FirstMatch,
  GroupSignatures,
  LeaderClusters,
  MatchCounts,
} from '../../../kernels/index.js';
import { type Grouped, grouped } from '../arbitrary.js';
import { bounds, bytes, directions, words } from './columns.js';

const features = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 40 }));

/** What comparisons share, with the numbers that their results are sized by. */
const compared = fc
  .record({
    grouped: grouped({ groups: 4, rows: 12 }),
    features,
    count: fc.oneof(fc.nat(4), fc.nat(40)),
    gated: fc.boolean(),
  })
  .map(({ grouped: { groups, total }, features, count, gated }) => ({
    total,
    pairs: groups.slots.length * count,
    job: {
      rows: directions(total, features),
      groups: fc.constant(groups),
      features: fc.constant(features),
      signatures: directions(count, features),
      bound: bounds,
      ...(gated ? { gate: bytes(total) } : {}),
    },
  }));

export const matchCounts: fc.Arbitrary<MatchCounts> = compared.chain(({ pairs, job }) =>
  fc.record({
    ...job,
    out: fc.constant(0).map(() => new Uint32Array(pairs).fill(7)),
  }),
);

export const firstMatches: fc.Arbitrary<FirstMatch> = compared.chain(({ total, pairs, job }) =>
  fc.record({
    ...job,
    applies: bytes(pairs),
    out: fc.constant(0).map(() => new Int32Array(total).fill(7)),
  }),
);

export const leaderClusters: fc.Arbitrary<LeaderClusters> = fc
  .record({ rows: fc.nat(40), features })
  .chain(({ rows, features }) =>
    fc.record({
      rows: directions(rows, features),
      features: fc.constant(features),
      bound: bounds,
      out: fc.constant(0).map(() => new Int32Array(rows).fill(7)),
    }),
  );

export const groupSignatures: fc.Arbitrary<GroupSignatures> = fc
  .record({ grouped: grouped({ groups: 4, rows: 12 }), features, rows: fc.integer({ min: 1, max: 30 }) })
  .chain(({ grouped: { groups, total }, features, rows }) =>
    fc.record({
      rows: directions(rows, features),
      features: fc.constant(features),
      pathSums: words(rows, fc.nat(0xffffff)),
      order: words(total, fc.nat(rows - 1)),
      groups: fc.constant(groups),
      bound: bounds,
      least: fc.integer({ min: 1, max: 4 }),
      counts: fc.constant(0).map(() => new Uint32Array(total).fill(7)),
      paths: fc.constant(0).map(() => new Uint32Array(total).fill(7)),
      directions: fc.constant(0).map(() => new Int8Array(total * features).fill(7)),
    }),
  );

/** Periods of rows as a ring holds them: ascending from a group's oldest row on, which may lie anywhere. */
const periodsOf = ({ groups, total }: Grouped): fc.Arbitrary<Uint32Array> =>
  fc.record({ steps: bytes(total), turn: fc.nat(12), from: fc.nat(1000) }).map(({ steps, turn, from }) => {
    const periods = new Uint32Array(total);
    for (let g = 0; g < groups.slots.length; g++) {
      const [start, length] = [groups.starts[g]!, groups.lengths[g]!];
      let now = from;
      for (let i = 0; i < length; i++) {
        now += steps[start + i]!;
        periods[start + ((i + turn) % length)] = now;
      }
    }
    return periods;
  });

export const castVotes: fc.Arbitrary<CastVotes> = fc
  .record({
    windows: grouped({ groups: 4, rows: 12 }),
    lengths: fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }),
    features,
    proposals: fc.oneof(fc.nat(4), fc.nat(40)),
    gated: fc.boolean(),
    remembers: fc.boolean(),
  })
  .chain(({ windows, lengths, features, proposals, gated, remembers }) => {
    const nodes = windows.groups.slots.length;
    const held = lengths.slice(0, nodes);
    const suspects = fc.record({
      rows: directions(5 * nodes, features),
      groups: fc.constant({
        slots: windows.groups.slots,
        starts: Uint32Array.from(held, (_, n) => 5 * n),
        lengths: Uint32Array.from(held),
      }),
    });
    const shares = fc.constantFrom(0, 10_000, 100_000, 400_000, 1_000_000);
    return fc.record({
      features: fc.constant(features),
      signatures: directions(proposals, features),
      bound: bounds,
      windows: fc.record({
        rows: directions(windows.total, features),
        groups: fc.constant(windows.groups),
        periods: periodsOf(windows),
        ...(gated ? { gate: bytes(windows.total) } : {}),
      }),
      ...(remembers ? { suspects } : {}),
      tolerated: shares,
      persistence: shares,
      prior: fc
        .array(fc.constantFrom(0, 1, 3), { minLength: proposals * nodes, maxLength: proposals * nodes })
        .map((list) => Uint8Array.from(list)),
      out: fc.constant(0).map(() => new Uint8Array(proposals * nodes).fill(7)),
    });
  });
