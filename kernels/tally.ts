/** Votes on proposals, counted. */

/** 0 abstain, 1 confirm, 2 reject, 3 not reached (no vote could be cast). */
export const Vote = { abstain: 0, confirm: 1, reject: 2, unreached: 3 } as const;
export type Vote = (typeof Vote)[keyof typeof Vote];

export interface Tally {
  /** [proposals, voters]: see `Vote`. */
  readonly votes: Uint8Array;
  readonly proposals: number;
  readonly voters: number;
  /** [voters]; 1 each where absent. */
  readonly weights?: Uint32Array;
  /** [proposals] sums of the weights of those who confirm; likewise `rejects`. */
  readonly confirms: Uint32Array;
  readonly rejects: Uint32Array;
}

/** Reference of `Kernels.tally`: sums of weights. Throws a RangeError when a sum passes 2^32 − 1. */
export function tally(job: Tally): void {
  const { votes, proposals, voters, weights, confirms, rejects } = job;
  for (let p = 0; p < proposals; p++) {
    let confirmed = 0;
    let rejected = 0;
    for (let v = 0; v < voters; v++) {
      const vote = votes[p * voters + v]!;
      const weight = weights === undefined ? 1 : weights[v]!;
      if (vote === Vote.confirm) confirmed += weight;
      else if (vote === Vote.reject) rejected += weight;
    }
    if (Math.max(confirmed, rejected) > 0xffffffff) {
      throw new RangeError(`The weights of the votes on proposal ${p} sum to more than 2^32 − 1`);
    }
    confirms[p] = confirmed;
    rejects[p] = rejected;
  }
}
