import type { Kernels } from '../../../kernels/index.js';
import { type BallotBox, type ConsensusRule, type Count, quorumOf, ruling } from './rule.js';

/** One node, one vote: the majority of the votes cast, given a quorum. */
export class Majority implements ConsensusRule {
  readonly name = 'majority';
  readonly #quorum: number;
  readonly #kernels: Pick<Kernels, 'tally'>;

  /** @param quorum share of the other nodes, in parts per million */
  constructor(quorum: number, kernels: Pick<Kernels, 'tally'>) {
    this.#quorum = quorum;
    this.#kernels = kernels;
  }

  async decide({ votes, voters, authors }: BallotBox): Promise<Count> {
    const proposals = authors.length;
    const confirms = new Uint32Array(proposals);
    const rejects = new Uint32Array(proposals);
    await this.#kernels.tally({ votes, proposals, voters, confirms, rejects });
    const rulings = Array.from(authors, (author, p) =>
      ruling(confirms[p]!, rejects[p]!, quorumOf(this.#quorum, author < voters ? voters - 1 : voters)),
    );
    return { confirms, rejects, rulings };
  }
}
