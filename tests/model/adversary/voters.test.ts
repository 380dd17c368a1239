import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../framework/random/index.js';
import { Vote } from '../../../kernels/index.js';
import {
  type Adversary,
  AlwaysNo,
  AlwaysYes,
  Colluders,
  RandomVoter,
} from '../../../model/adversary/index.js';

const { abstain, confirm, reject, unreached } = Vote;
const stream = new RandomStreams(3).stream('votes');
const honest = Uint8Array.of(abstain, confirm, reject, unreached);
const ballot = [
  { authors: new Set([0]) },
  { authors: new Set([1]) },
  { authors: new Set([2, 5]) },
  { authors: new Set([5]) },
];

describe('faulty votes', () => {
  it('always yes, always no', () => {
    expect([...new AlwaysYes().votes(honest)]).toEqual([confirm, confirm, confirm, unreached]);
    expect([...new AlwaysNo().votes(honest)]).toEqual([reject, reject, reject, unreached]);
  });

  it('random: a fair coin whose draws depend on node, step and place only', () => {
    const many = new Uint8Array(4000);
    const votes = new RandomVoter(stream).votes(many, [], 4, 9);
    const yes = votes.filter((vote) => vote === confirm).length;
    expect(yes + votes.filter((vote) => vote === reject).length).toBe(4000);
    // sd 31.6; the seed is fixed.
    expect(Math.abs(yes - 2000)).toBeLessThan(130);
    expect(new RandomVoter(stream).votes(many.subarray(0, 100), [], 4, 9)).toEqual(votes.slice(0, 100));
    expect(new RandomVoter(stream).votes(many, [], 5, 9)).not.toEqual(votes);
    expect(new RandomVoter(stream).votes(many, [], 4, 10)).not.toEqual(votes);
  });

  it('colluding: confirm each other, also where their proposal was merged, and are honest elsewhere', () => {
    const colluders = new Colluders([9, 5, 7]);
    expect(colluders.members).toEqual([5, 7, 9]);
    expect([...colluders.votes(honest, ballot)]).toEqual([abstain, confirm, confirm, unreached]);
  });

  it('never vote where no vote can be cast, and leave the honest votes as they were', () => {
    const vote = fc.constantFrom(abstain, confirm, reject, unreached);
    const adversaries: Adversary[] = [
      new AlwaysYes(),
      new AlwaysNo(),
      new RandomVoter(stream),
      new Colluders([1]),
    ];
    fc.assert(
      fc.property(fc.array(vote), fc.constantFrom(...adversaries), fc.nat(99), (own, adversary, node) => {
        const before = Uint8Array.from(own);
        const proposals = own.map((_, p) => ({ authors: new Set([p % 3]) }));
        const said = adversary.votes(before, proposals, node, 2);
        expect([...before]).toEqual(own);
        expect(said).toHaveLength(own.length);
        said.forEach((cast, p) => {
          expect(cast === unreached).toBe(own[p] === unreached);
        });
      }),
    );
  });
});
