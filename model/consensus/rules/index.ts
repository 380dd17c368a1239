/** Consensus rules: how the votes on a proposal decide it. */
import type { Kernels } from '../../../kernels/index.js';
import { Majority } from './majority.js';
import { ReputationWeighted } from './reputation-weighted.js';
import type { ConsensusRule } from './rule.js';

export { Majority } from './majority.js';
export { ageReputations, learnReputations, REPUTATION } from './reputation.js';
export { ReputationWeighted } from './reputation-weighted.js';
export { type BallotBox, type ConsensusRule, type Count, quorumOf, type Ruling, ruling } from './rule.js';

/** The rule of a name; `quorum` in parts per million of the others. */
export function createRule(
  name: ConsensusRule['name'],
  quorum: number,
  kernels: Pick<Kernels, 'tally'>,
): ConsensusRule {
  return name === 'majority' ? new Majority(quorum, kernels) : new ReputationWeighted(quorum, kernels);
}
