import type { JsonObject } from '../../framework/canonical.js';
import { StarlingError } from '../../framework/errors.js';
import type { Vote } from '../../kernels/kernels.js';

/** Names of the vote codes, by code. */
export const VOTE_NAMES = [
  'abstain',
  'confirm',
  'reject',
  'unreached',
] as const satisfies (keyof typeof Vote)[];

/** Payload of a `votes` entry: voter i is node i; other fields may stand beside these two. */
export interface VotesPayload extends JsonObject {
  /** How many voters `votes` holds. */
  readonly voters: number;
  /** `packVotes` of their votes. */
  readonly votes: string;
}

/** The two fields of a `votes` payload for one signature's votes (codes of `Vote`, one a voter). */
export function votesPayload(votes: Uint8Array): VotesPayload {
  return { voters: votes.length, votes: packVotes(votes) };
}

/**
 * Votes in hexadecimal, two bits a voter, two voters a digit, in reading order: the digit's high bits are the voter
 * with the even index. An odd count leaves the last digit's low bits 0.
 */
export function packVotes(votes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < votes.length; i += 2) {
    const high = votes[i]!;
    const low = votes[i + 1] ?? 0;
    if (high > 3 || low > 3) {
      throw new StarlingError(
        `Vote ${high > 3 ? i : i + 1} is ${Math.max(high, low)}, expected a code from 0 to 3.`,
      );
    }
    text += DIGITS[high * 4 + low]!;
  }
  return text;
}

/** The inverse of `packVotes`: codes of `voters` voters. Anything but exactly their digits is an error. */
export function unpackVotes(packed: string, voters: number): Uint8Array {
  const malformed = (): StarlingError =>
    new StarlingError(
      `Packed votes are malformed: expected ${Math.ceil(voters / 2)} hexadecimal digits for ${voters} voters.`,
    );
  if (packed.length !== Math.ceil(voters / 2)) throw malformed();
  const votes = new Uint8Array(voters);
  for (let i = 0; i < packed.length; i += 1) {
    const digit = DIGITS.indexOf(packed[i]!);
    if (digit < 0) throw malformed();
    votes[2 * i] = digit >>> 2;
    if (2 * i + 1 < voters) votes[2 * i + 1] = digit & 3;
    else if ((digit & 3) !== 0) throw malformed();
  }
  return votes;
}

const DIGITS = '0123456789abcdef';

/** SQL: code of voter `voter` (an SQL expression) in a ledger row's payload; null where the row has no such voter. */
export function voteCodeSql(voter: string): string {
  const digit = `instr('${DIGITS}', substr(payload ->> '$.votes', ${voter} / 2 + 1, 1)) - 1`;
  return `CASE WHEN ${voter} < (payload ->> '$.voters') THEN ((${digit}) >> (2 * (1 - ${voter} % 2))) & 3 END`;
}
