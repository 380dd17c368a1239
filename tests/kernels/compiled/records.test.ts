import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Directions, type HostKernels, reference } from '../../../kernels/index.js';
import { expectEqualBits } from '../equal-bits.js';
import { jobs } from '../jobs/index.js';
import { compiledKernels } from './implementations.js';
import * as large from './large.js';

const names = ['randomBits', 'normals', 'traffic', 'directions', 'tally'] as const;

describe.each(compiledKernels)('%s', (_, kernels) => {
  it.each(names)('%s gives the bits of the reference', (name) => {
    fc.assert(
      fc.property<[object]>(jobs[name], (job) => expectEqualBits(kernels, name, job)),
      { numRuns: 200 },
    );
  });

  it.each([
    [3, 10_000],
    [3, 4096],
    [9000, 1],
    [700, 9],
    [100, 75],
  ])('draws for %i agents %i values each', (agents, each) => {
    expectEqualBits(kernels, 'randomBits', large.draws(agents, each));
    expectEqualBits(kernels, 'normals', large.variates(agents, each));
  });

  it.each([
    [2, 3000, 8],
    [800, 16, 8],
    [40, 9, 7],
    [2, 5, 9001],
  ])('makes traffic of %i nodes with %i records of %i features', (nodes, rows, features) => {
    expectEqualBits(kernels, 'traffic', large.traffic(nodes, rows, features));
  });

  it.each([
    [5, 900, 8],
    [300, 20, 8],
    [60, 20, 1],
    [3, 5, 3001],
  ])('has the directions of %i groups of up to %i records of %i features', (groups, rows, features) => {
    expectEqualBits(kernels, 'directions', large.directions(groups, rows, features));
  });

  it('has the direction of every deviation under every kind of spread', () => {
    const records = Uint16Array.from({ length: 0x10000 * 2 }, (_, i) => (i % 2 === 0 ? i >>> 1 : 40_000));
    for (const spread of [1, 2, 3, 7, 64, 255, 1023, 1024, 10_923, 32_767, 32_768, 65_521, 65_535]) {
      const job: Directions = {
        records,
        features: 2,
        groups: { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(0x10000) },
        centres: Uint16Array.of(30_000, 39_990),
        spreads: Uint16Array.of(spread, 77),
        out: new Int8Array(records.length),
      };
      expectEqualBits(kernels, 'directions', job);
    }
  });

  it('lets the last of groups that have rows in common decide', () => {
    const job = large.directions(40, 30, 3);
    const starts = job.groups.starts.map((start) => start >>> 1);
    expectEqualBits(kernels, 'directions', { ...job, groups: { ...job.groups, starts } });
  });

  it('does as the reference with a spread of zero, which nobody should give', () => {
    const job = large.directions(4, 9, 3);
    expectEqualBits(kernels, 'directions', { ...job, spreads: new Uint16Array(3), centres: job.records });
  });

  it.each([
    [3, 20_000],
    [2000, 30],
    [7, 241],
    [5, 0],
  ])('tallies %i proposals by %i voters', (proposals, voters) => {
    expectEqualBits(kernels, 'tally', large.ballots(proposals, voters, false));
    expectEqualBits(kernels, 'tally', large.ballots(proposals, voters, true));
  });

  it('holds sums up to 2^32 − 1 and names the first proposal beyond', () => {
    const [proposals, voters] = [30_000, 2];
    const job = { proposals, voters, weights: Uint32Array.of(0xffffffff, 1) };
    const [confirms, rejects] = [new Uint32Array(proposals), new Uint32Array(proposals)];
    const votes = new Uint8Array(proposals * voters).fill(1, 2 * 70).fill(2, 2 * 20_000);
    votes.set([1, 2], 2 * 69);
    const thrown = (by: Pick<HostKernels, 'tally'>) => {
      try {
        by.tally({ ...job, votes, confirms, rejects });
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(thrown(kernels)).toEqual(thrown(reference));
    expect(thrown(kernels)).toBeInstanceOf(RangeError);
    kernels.tally({ ...job, proposals: 70, votes, confirms, rejects });
    expect([confirms[69], rejects[69]]).toEqual([0xffffffff, 1]);
  });
});
