import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../../framework/random/index.js';
import { Vote } from '../../../../kernels/index.js';
import { tally } from '../../../../kernels/tally.js';
import {
  ageReputations,
  learnReputations,
  Majority,
  REPUTATION,
  ReputationWeighted,
} from '../../../../model/consensus/rules/index.js';

/**
 * Independent Monte-Carlo reference: 100 detectors, honest ones confirm an attack with 0.85 and a benign signature
 * with 0.10, Byzantine ones vote against the truth, every vote is cast; 4,000 decisions a point.
 * Columns: Byzantine nodes, P(accept | attack), P(accept | benign) under a majority of all votes.
 */
const reference = [
  [0, 1, 0],
  [20, 1, 0],
  [30, 0.998, 0],
  [40, 0.584, 0.035],
  [45, 0.068, 0.487],
  [60, 0, 1],
] as const;

const NODES = 100;
const DECISIONS = 4000;
const stream = new RandomStreams('reference curves').stream('votes');

/** [decisions, nodes] votes; nodes below `byzantine` lie. `first` numbers the decisions, for other draws. */
function votesOn(attack: boolean, byzantine: number, decisions: number, first = 0): Uint8Array {
  const votes = new Uint8Array(decisions * NODES);
  for (let d = 0; d < decisions; d += 1)
    for (let node = 0; node < NODES; node += 1) {
      const seen = stream.chance(attack ? 850_000 : 100_000, node, first + d, attack ? 0 : 1);
      votes[d * NODES + node] = (node < byzantine ? !attack : seen) ? Vote.confirm : Vote.reject;
    }
  return votes;
}

// No node is the author, so the vote is over all hundred; the smallest quorum leaves the majority to decide.
const box = (votes: Uint8Array, reputations = new Int32Array(NODES)) => ({
  votes,
  voters: NODES,
  authors: new Uint32Array(votes.length / NODES).fill(NODES),
  reputations,
});

const accepted = (rulings: readonly string[]) =>
  rulings.filter((each) => each === 'accepted').length / rulings.length;

/** Four standard errors of the difference of two proportions, and half a unit of the reference's last digit. */
const tolerance = (p: number) => 4 * Math.sqrt((2 * p * (1 - p) + 2 / DECISIONS) / DECISIONS) + 0.0005;

describe('the majority against the reference curves', () => {
  const rule = new Majority(0, { tally });
  it.each(reference)(
    '%i Byzantine nodes: accepts %f of attacks and %f of benign signatures',
    async (byzantine, attack, benign) => {
      const onAttack = accepted((await rule.decide(box(votesOn(true, byzantine, DECISIONS)))).rulings);
      const onBenign = accepted((await rule.decide(box(votesOn(false, byzantine, DECISIONS)))).rulings);
      expect(Math.abs(onAttack - attack)).toBeLessThanOrEqual(tolerance(attack));
      expect(Math.abs(onBenign - benign)).toBeLessThanOrEqual(tolerance(benign));
    },
  );
});

describe('votes weighted by reputation', () => {
  it('outlast 40 liars, whom their votes cost their reputation, where the majority does not', async () => {
    const rule = new ReputationWeighted(0, { tally });
    const reputations = new Int32Array(NODES).fill(REPUTATION.start);
    for (let round = 0; round < 50; round += 1) {
      for (const attack of [false, true]) {
        const votes = votesOn(attack, 40, 1, 10_000 + round);
        const ruling = (await rule.decide(box(votes, reputations))).rulings[0]!;
        if (ruling !== 'pending') learnReputations(reputations, { ruling, authors: [], votes });
      }
      ageReputations(reputations);
    }
    const mean = (nodes: Int32Array) => nodes.reduce((sum, r) => sum + r, 0) / nodes.length;
    expect(mean(reputations.subarray(0, 40))).toBeLessThan(100);
    expect(mean(reputations.subarray(40))).toBeGreaterThan(500);
    expect(accepted((await rule.decide(box(votesOn(true, 40, 1000), reputations))).rulings)).toBeGreaterThan(
      0.99,
    );
    expect(accepted((await rule.decide(box(votesOn(false, 40, 1000), reputations))).rulings)).toBeLessThan(
      0.01,
    );
  });
});
