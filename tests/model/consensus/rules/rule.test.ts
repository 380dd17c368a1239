import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vote } from '../../../../kernels/index.js';
import { tally } from '../../../../kernels/tally.js';
import {
  createRule,
  Majority,
  quorumOf,
  ReputationWeighted,
  ruling,
} from '../../../../model/consensus/rules/index.js';

const kernels = { tally };
const { abstain, confirm, reject, unreached } = Vote;

describe('quorumOf', () => {
  it('is the rounded-up share of the others, at least one', async () => {
    expect(quorumOf(20_000, 199)).toBe(4);
    expect(quorumOf(20_000, 200)).toBe(4);
    expect(quorumOf(20_000, 201)).toBe(5);
    expect(quorumOf(20_000, 0)).toBe(1);
    expect(quorumOf(0, 100)).toBe(1);
    expect(quorumOf(1_000_000, 99)).toBe(99);
  });

  it('equals exact arithmetic up to a million nodes of full reputation', async () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000_000), (share, others) => {
        const exact = (BigInt(share) * BigInt(others) + 999_999n) / 1_000_000n;
        expect(BigInt(quorumOf(share, others))).toBe(exact > 1n ? exact : 1n);
      }),
    );
  });
});

describe('ruling', () => {
  it.each([
    [3, 2, 3, 'accepted'],
    [2, 0, 3, 'pending'],
    [3, 3, 3, 'rejected'],
    [2, 3, 3, 'rejected'],
    [0, 3, 3, 'rejected'],
    [2, 2, 3, 'pending'],
    [0, 0, 1, 'pending'],
    [5, 4, 5, 'accepted'],
  ] as const)('%i confirms, %i rejects, quorum %i: %s', async (confirms, rejects, quorum, expected) => {
    expect(ruling(confirms, rejects, quorum)).toBe(expected);
  });

  it('never turns on a further vote of the side that won', async () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }), (confirms, rejects, quorum) => {
        if (ruling(confirms, rejects, quorum) === 'accepted')
          expect(ruling(confirms + 1, rejects, quorum)).toBe('accepted');
        if (ruling(confirms, rejects, quorum) === 'rejected')
          expect(ruling(confirms, rejects + 1, quorum)).toBe('rejected');
      }),
    );
  });
});

const box = fc.integer({ min: 1, max: 12 }).chain((voters) =>
  fc.nat(8).chain((proposals) =>
    fc.record({
      voters: fc.constant(voters),
      votes: fc
        .array(fc.constantFrom(abstain, confirm, reject, unreached), {
          minLength: voters * proposals,
          maxLength: voters * proposals,
        })
        .map((votes) => Uint8Array.from(votes)),
      authors: fc
        .array(fc.nat(voters), { minLength: proposals, maxLength: proposals })
        .map((authors) => Uint32Array.from(authors)),
    }),
  ),
);

describe('Majority', () => {
  it('counts heads against a quorum of the others', async () => {
    const votes = Uint8Array.of(
      ...[confirm, confirm, reject, abstain, unreached],
      ...[confirm, unreached, abstain, abstain, abstain],
      ...[confirm, reject, reject, confirm, unreached],
    );
    const count = await new Majority(500_000, kernels).decide({
      votes,
      voters: 5,
      authors: Uint32Array.of(4, 1, 4),
      reputations: new Int32Array(5),
    });
    expect([...count.confirms]).toEqual([2, 1, 2]);
    expect([...count.rejects]).toEqual([1, 0, 2]);
    expect(count.rulings).toEqual(['accepted', 'pending', 'rejected']);
  });

  it('takes the quorum of all voters where the author is none of them', async () => {
    const decide = async (author: number) => {
      const { rulings } = await new Majority(1_000_000, kernels).decide({
        votes: Uint8Array.of(confirm, confirm, unreached),
        voters: 3,
        authors: Uint32Array.of(author),
        reputations: new Int32Array(3),
      });
      return rulings;
    };
    expect(await decide(2)).toEqual(['accepted']);
    expect(await decide(3)).toEqual(['pending']);
  });
});

describe('ReputationWeighted', () => {
  it('weighs votes, and the quorum, by reputation', async () => {
    const decide = (reputations: number[], quorum = 500_000) =>
      new ReputationWeighted(quorum, kernels).decide({
        votes: Uint8Array.of(confirm, reject, reject, unreached),
        voters: 4,
        authors: Uint32Array.of(3),
        reputations: Int32Array.from(reputations),
      });
    expect((await decide([900, 400, 400, 0])).rulings).toEqual(['accepted']);
    expect([...(await decide([900, 400, 400, 0])).rejects]).toEqual([800]);
    expect((await decide([800, 400, 400, 0])).rulings).toEqual(['rejected']);
    expect((await decide([900, 400, 400, 1000], 600_000)).rulings).toEqual(['pending']);
    expect((await decide([0, 0, 0, 0], 0)).rulings).toEqual(['pending']);
  });

  it('decides as the majority does where all have the same reputation', async () => {
    await fc.assert(
      fc.asyncProperty(
        box,
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 1000 }),
        async (votes, quorum, reputation) => {
          const reputations = new Int32Array(votes.voters).fill(reputation);
          const majority = await createRule('majority', quorum, kernels).decide({ ...votes, reputations });
          const weighted = await createRule('reputation', quorum, kernels).decide({ ...votes, reputations });
          expect(weighted.rulings).toEqual(majority.rulings);
        },
      ),
    );
  });

  it('does not hear a voter without reputation', async () => {
    await fc.assert(
      fc.asyncProperty(
        box,
        fc.constantFrom(abstain, confirm, reject),
        fc.nat(11),
        async (ballots, vote, voter) => {
          const { votes, voters, authors } = ballots;
          const silent = voter % voters;
          const reputations = Int32Array.from({ length: voters }, (_, v) =>
            v === silent ? 0 : 300 + 50 * v,
          );
          const rule = createRule('reputation', 200_000, kernels);
          const other = votes.map((cast, i) => (i % voters === silent ? vote : cast));
          expect(await rule.decide({ votes: other, voters, authors, reputations })).toEqual(
            await rule.decide({ votes, voters, authors, reputations }),
          );
        },
      ),
    );
  });
});

describe('createRule', () => {
  it('knows both by name', async () => {
    expect(createRule('majority', 1, kernels).name).toBe('majority');
    expect(createRule('reputation', 1, kernels).name).toBe('reputation');
  });
});
