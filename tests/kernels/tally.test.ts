import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reference, Vote } from '../../kernels/index.js';
import { tallies } from './jobs/forest.js';

describe('tally', () => {
  it('sums the weights of confirms and rejects, a weight of one where none is given', () => {
    fc.assert(
      fc.property(tallies, (job) => {
        const { proposals, voters, votes, weights, confirms, rejects } = job;
        reference.tally(job);
        const sum = (p: number, vote: Vote) =>
          Array.from({ length: voters }, (_, v) =>
            votes[p * voters + v] === vote ? (weights?.[v] ?? 1) : 0,
          ).reduce((a, b) => a + b, 0);
        const each = Array.from({ length: proposals }, (_, p) => p);
        expect([...confirms]).toEqual(each.map((p) => sum(p, Vote.confirm)));
        expect([...rejects]).toEqual(each.map((p) => sum(p, Vote.reject)));
      }),
    );
  });

  it('refuses sums that its output cannot hold', () => {
    const job = { proposals: 1, voters: 2, weights: Uint32Array.of(0xffffffff, 1) };
    const [confirms, rejects] = [new Uint32Array(1), new Uint32Array(1)];
    const votes = Uint8Array.of(Vote.reject, Vote.confirm);
    reference.tally({ ...job, votes, confirms, rejects });
    expect([confirms[0], rejects[0]]).toEqual([1, 0xffffffff]);
    expect(() => reference.tally({ ...job, votes: Uint8Array.of(1, 1), confirms, rejects })).toThrow(
      /proposal 0/,
    );
  });
});
