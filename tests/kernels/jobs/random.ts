import fc from 'fast-check';
import type { Normals, RandomBits, SyntheticTraffic } from '../../../kernels/index.js';
import { integers, keys, u32, words } from './columns.js';

const address = { key: keys, stream: u32, step: u32 };

export const randomBits: fc.Arbitrary<RandomBits> = fc
  .record({ ...address, count: fc.nat(5), draws: fc.oneof(fc.nat(9), fc.integer({ min: 60, max: 70 })) })
  .chain(({ count, draws, ...rest }) =>
    words(count, u32).map((agents) => ({ ...rest, agents, out: new Uint32Array(count * draws) })),
  );

export const normals: fc.Arbitrary<Normals> = randomBits.map(({ out, ...job }) => ({
  ...job,
  out: new Int16Array(out.length),
}));

const inner = fc.oneof(fc.integer({ min: 20_000, max: 40_000 }), fc.integer({ min: -70_000, max: 140_000 }));
const reaches = fc.oneof(fc.constantFrom(0, 2 ** 32), fc.nat(0xffffffff));

export const traffic: fc.Arbitrary<SyntheticTraffic> = fc
  .record({
    ...address,
    nodes: fc.nat(4),
    features: fc.integer({ min: 1, max: 9 }),
    rows: fc.oneof(fc.nat(6), fc.constant(40)),
    kinds: fc.nat(3),
  })
  .chain(({ nodes, features, rows, kinds, ...rest }) =>
    fc.record({
      key: fc.constant(rest.key),
      stream: fc.constant(rest.stream),
      step: fc.constant(rest.step),
      features: fc.constant(features),
      rows: fc.constant(rows),
      centres: integers(nodes * features, inner),
      shifts: integers(kinds * features, fc.integer({ min: -40_000, max: 40_000 })),
      reach: fc
        .array(fc.array(reaches, { minLength: kinds, maxLength: kinds }), {
          minLength: nodes,
          maxLength: nodes,
        })
        .map((lists) => Float64Array.from(lists.flatMap((list) => list.sort((a, b) => a - b)))),
      records: fc.constant(0).map(() => new Uint16Array(nodes * rows * features).fill(7)),
      attacks: fc.constant(0).map(() => new Uint8Array(nodes * rows).fill(9)),
    }),
  );
