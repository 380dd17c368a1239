import type { Kernels } from '../../../kernels/index.js';
import { type BallotBox, type ConsensusRule, type Count, quorumOf, ruling } from './rule.js';

/**
 * A vote weighs as much as its voter's reputation (weighted average of peers' answers: Fung and Boutaba, *Intrusion
 * Detection Networks*, chapter 6). The thresholds are those of the majority, of the others' reputation in sum; with
 * equal reputations it decides as the majority does.
 */
export class ReputationWeighted implements ConsensusRule {
  readonly name = 'reputation';
  readonly #quorum: number;
  readonly #kernels: Pick<Kernels, 'tally'>;

  /** @param quorum share of the others' reputation, in parts per million */
  constructor(quorum: number, kernels: Pick<Kernels, 'tally'>) {
    this.#quorum = quorum;
    this.#kernels = kernels;
  }

  async decide({ votes, voters, authors, reputations }: BallotBox): Promise<Count> {
    const proposals = authors.length;
    const confirms = new Uint32Array(proposals);
    const rejects = new Uint32Array(proposals);
    const weights = Uint32Array.from(reputations);
    await this.#kernels.tally({ votes, proposals, voters, weights, confirms, rejects });
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const rulings = Array.from(authors, (author, p) =>
      ruling(confirms[p]!, rejects[p]!, quorumOf(this.#quorum, all - (weights[author] ?? 0))),
    );
    return { confirms, rejects, rulings };
  }
}
