/** What the votes say of a proposal so far. */
export type Ruling = 'accepted' | 'rejected' | 'pending';

/** The votes to be counted: P proposals, one column for each of the N nodes. */
export interface BallotBox {
  /** [P, N] `Vote` codes; authors and nodes that the proposal has not reached hold `Vote.unreached`. */
  readonly votes: Uint8Array;
  readonly voters: number;
  /** [P] the node that put the proposal forward: the quorum is a share of the others. */
  readonly authors: Uint32Array;
  /** [N] 0…1000; a rule that counts heads ignores it. */
  readonly reputations: Int32Array;
}

/** The result, one entry a proposal. */
export interface Count {
  readonly confirms: Uint32Array;
  readonly rejects: Uint32Array;
  readonly rulings: readonly Ruling[];
}

/** How votes decide. A rule holds no state of a run, so counting the same votes twice gives the same result. */
export interface ConsensusRule {
  readonly name: 'majority' | 'reputation';
  decide(box: BallotBox): Promise<Count>;
}

/** max(1, ⌈share · others⌉): what it takes to decide, of the others' number or weight. Share in parts per million. */
export const quorumOf = (share: number, others: number): number =>
  Math.max(1, Math.floor((share * others + 999_999) / 1_000_000));

/**
 * Accepted when the confirms reach the quorum and outnumber the rejects; rejected when either side reaches it and the
 * rejects are not outnumbered (a tie rejects); pending otherwise.
 */
export function ruling(confirms: number, rejects: number, quorum: number): Ruling {
  if (Math.max(confirms, rejects) < quorum) return 'pending';
  return confirms > rejects ? 'accepted' : 'rejected';
}
