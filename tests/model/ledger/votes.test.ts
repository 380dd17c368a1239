import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vote } from '../../../kernels/kernels.js';
import {
  LedgerReader,
  LedgerWriter,
  packVotes,
  unpackVotes,
  VOTE_NAMES,
  votesPayload,
} from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

const codes = fc
  .array(fc.integer({ min: 0, max: 3 }), { maxLength: 80 })
  .map((votes) => Uint8Array.from(votes));

describe('packed votes', () => {
  it('read from left to right, two voters a digit', () => {
    const { abstain, confirm, reject, unreached } = Vote;
    expect(packVotes(Uint8Array.of(confirm, reject, unreached, abstain, confirm))).toBe('6c4');
    expect(votesPayload(Uint8Array.of(confirm))).toEqual({ voters: 1, votes: '4' });
    expect(VOTE_NAMES.map((name) => Vote[name])).toEqual([0, 1, 2, 3]);
  });

  it('unfold to what was packed', () => {
    fc.assert(
      fc.property(codes, (votes) => {
        expect(unpackVotes(packVotes(votes), votes.length)).toEqual(votes);
      }),
    );
  });

  it.each([
    ['6', 3],
    ['66', 2],
    ['G', 1],
    ['5', 1], // the low bits of an odd count's last digit belong to nobody
  ])('that are malformed are refused: %s for %i voters', (packed, voters) => {
    expect(() => unpackVotes(packed, voters)).toThrow('Packed votes are malformed');
  });

  it('refuse codes beyond 3', () => {
    expect(() => packVotes(Uint8Array.of(1, 4))).toThrow('Vote 1 is 4');
    expect(() => packVotes(Uint8Array.of(5))).toThrow('Vote 0 is 5');
  });
});

describe('the view of votes', () => {
  it('and the question for one voter give the votes that were cast', () =>
    inTemporaryFolder((file) => {
      const ballots = fc.sample(codes, { numRuns: 40, seed: 11 });
      const writer = LedgerWriter.create(file, { origin: 'votes' });
      writer.append(entry({ kind: 'decision', step: 0, signature: 'aa', payload: { verdict: 'accepted' } }));
      for (const [i, votes] of ballots.entries()) {
        writer.append(
          entry({
            kind: 'votes',
            step: 0,
            signature: i % 2 === 0 ? 'aa' : 'bb',
            payload: { ...votesPayload(votes), part: 0 },
          }),
        );
      }
      writer.commit(0);
      writer.close();

      const cast = ballots.flatMap((votes, i) =>
        [...votes].map((vote, voter) => ({
          id: i + 2,
          step: 0,
          signature: i % 2 === 0 ? 'aa' : 'bb',
          voter,
          vote,
        })),
      );
      const db = new Database(file, { readonly: true });
      db.pragma('trusted_schema = OFF');
      const unfolded = db.prepare('SELECT * FROM vote ORDER BY id, voter').all();
      db.close();
      expect(unfolded).toEqual(cast.map((row) => ({ ...row, vote: VOTE_NAMES[row.vote] })));

      const reader = LedgerReader.open(file);
      expect(reader.votesOf('bb').map(({ votes }) => votes)).toEqual(ballots.filter((_, i) => i % 2 === 1));
      for (const voter of [0, 1, 6, 79, 80]) {
        const own = cast.filter((row) => row.voter === voter).map(({ voter: _, ...row }) => row);
        expect(reader.votesBy(voter)).toEqual(own);
        expect(reader.votesBy(voter, 'aa')).toEqual(own.filter(({ signature }) => signature === 'aa'));
      }
      reader.close();
    }));
});
