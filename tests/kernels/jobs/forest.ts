/** Jobs for the kernels, arbitrary and large, with room for their results: what implementations are compared on. */
import fc from 'fast-check';
import {
  createForests,
  type Directions,
  type ForestFit,
  heightOf,
  keyOf,
  randomBits,
  type Tally,
} from '../../../kernels/index.js';
import { grouped, records } from '../arbitrary.js';
import { bytes, halves, words } from './columns.js';

export type Fit = ForestFit & { pathLengths: Uint32Array };

export function fits(most: { rows: number; subsample: number }): fc.Arbitrary<Fit> {
  return fc
    .record({
      grouped: grouped({ groups: 3, rows: most.rows }),
      features: fc.integer({ min: 1, max: 5 }),
      trees: fc.integer({ min: 1, max: 4 }),
      subsample: fc.integer({ min: 2, max: most.subsample }),
      seed: fc.nat(),
      stream: fc.nat(0xffffffff),
      step: fc.nat(9),
    })
    .chain(({ grouped: { groups, total }, features, trees, subsample, seed, stream, step }) =>
      records(total, features).map((values) => ({
        forests: createForests(groups.slots.length, trees, subsample, features),
        records: values,
        groups,
        subsample,
        key: keyOf(seed),
        stream,
        step,
        pathLengths: new Uint32Array(total).fill(7),
      })),
    );
}

export interface Size {
  readonly slots: number;
  readonly trees: number;
  readonly rows: number;
  readonly subsample: number;
  readonly features: number;
  /** Values take so many bits: few bits make constant features, which are drawn again. */
  readonly bits?: number;
}

/** A job of a given size on random records. */
export function fitOf({ slots, trees, rows, subsample, features, bits = 16 }: Size): Fit {
  const drawn = randomBits(
    { key: keyOf('records'), stream: 0, agent: 0, step: 0 },
    new Uint32Array(slots * rows * features),
  );
  const every = Uint32Array.from({ length: slots }, (_, slot) => slot);
  return {
    forests: createForests(slots, trees, subsample, features),
    records: Uint16Array.from(drawn, (word) => word >>> (32 - bits)),
    groups: {
      slots: every,
      starts: every.map((slot) => slot * rows),
      lengths: new Uint32Array(slots).fill(rows),
    },
    subsample,
    key: keyOf(heightOf(subsample)),
    stream: 4_000_000_001,
    step: 3,
    pathLengths: new Uint32Array(slots * rows),
  };
}

/** The job with forests and path lengths of its own, still empty. */
export function fresh(job: Fit): Fit {
  const { slots, trees, features } = job.forests;
  return {
    ...job,
    forests: createForests(slots, trees, job.subsample, features),
    pathLengths: new Uint32Array(job.pathLengths.length).fill(7),
  };
}

export const directionJobs: fc.Arbitrary<Directions> = fc
  .record({ grouped: grouped({ groups: 4, rows: 6 }), features: fc.integer({ min: 1, max: 9 }) })
  .chain(({ grouped: { groups, total }, features }) =>
    fc.record({
      groups: fc.constant(groups),
      features: fc.constant(features),
      records: records(total, features),
      centres: records(groups.slots.length, features),
      spreads: halves(
        features,
        fc.oneof(fc.integer({ min: 1, max: 0xffff }), fc.constantFrom(1, 2, 3, 1024, 0x7fff, 0x8000, 0xffff)),
      ),
      out: fc.constant(0).map(() => new Int8Array(total * features).fill(5)),
    }),
  );

export const tallies: fc.Arbitrary<Tally> = fc
  .record({ proposals: fc.nat(6), voters: fc.nat(12), weighted: fc.boolean() })
  .chain(({ proposals, voters, weighted }) =>
    fc.record({
      proposals: fc.constant(proposals),
      voters: fc.constant(voters),
      votes: bytes(proposals * voters, 3),
      ...(weighted && { weights: words(voters, fc.nat(0x0fffffff)) }),
      confirms: fc.constant(0).map(() => new Uint32Array(proposals).fill(3)),
      rejects: fc.constant(0).map(() => new Uint32Array(proposals).fill(3)),
    }),
  ) as fc.Arbitrary<Tally>;
