import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vote } from '../../../../kernels/index.js';
import { ageReputations, learnReputations, REPUTATION } from '../../../../model/consensus/rules/index.js';

const { abstain, confirm, reject, unreached } = Vote;

describe('learnReputations', () => {
  it('moves authors by the outcome and voters by their side', () => {
    const votes = Uint8Array.of(unreached, confirm, reject, abstain, unreached);
    const accepted = new Int32Array(5).fill(500);
    learnReputations(accepted, { ruling: 'accepted', authors: [0], votes });
    expect([...accepted]).toEqual([510, 504, 488, 500, 500]);
    const rejected = new Int32Array(5).fill(500);
    learnReputations(rejected, { ruling: 'rejected', authors: [0, 4, 4], votes });
    expect([...rejected]).toEqual([450, 488, 504, 500, 450]);
  });

  it('loses quicker than it gains', () => {
    expect(-REPUTATION.rejected).toBeGreaterThan(REPUTATION.accepted);
    expect(-REPUTATION.opposed).toBeGreaterThan(REPUTATION.sided);
  });

  it('keeps every reputation within its bounds', () => {
    const decision = fc.record({
      ruling: fc.constantFrom('accepted' as const, 'rejected' as const),
      authors: fc.array(fc.nat(3), { maxLength: 3 }),
      votes: fc
        .array(fc.constantFrom(abstain, confirm, reject, unreached), { minLength: 4, maxLength: 4 })
        .map((votes) => Uint8Array.from(votes)),
    });
    const starts = fc.array(fc.constantFrom(0, 3, 500, 995, 1000), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(starts, fc.array(decision, { maxLength: 30 }), (start, decisions) => {
        const reputations = Int32Array.from(start);
        for (const each of decisions) {
          learnReputations(reputations, each);
          expect(reputations.every((r) => r >= REPUTATION.min && r <= REPUTATION.max)).toBe(true);
        }
      }),
    );
  });
});

describe('ageReputations', () => {
  it('brings every reputation back to the start, without passing it', () => {
    const reputations = Int32Array.of(0, 1000, 500, 499, 501, 437);
    ageReputations(reputations);
    expect([...reputations]).toEqual([8, 992, 500, 500, 500, 438]);
    for (let step = 0; step < 400; step += 1) ageReputations(reputations);
    expect([...reputations]).toEqual([500, 500, 500, 500, 500, 500]);
  });
});
