import type Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Block } from './block.js';
import { guarded, openForReading } from './connection.js';
import type { EntryKind, LedgerRow } from './entry.js';
import type { Checkpoint } from './finding.js';
import { QUERIES, type RowFilter, rowsQuery } from './queries.js';
import { type Verification, verifyDatabase } from './verify.js';
import { unpackVotes } from './votes.js';

/** The votes on one signature, as one `votes` row holds them: `votes[i]` is voter i's code. */
export interface CastVotes {
  readonly id: number;
  readonly step: number;
  readonly signature: string;
  readonly votes: Uint8Array;
}

/** One voter's vote, a code of `Vote`. */
export interface CastVote {
  readonly id: number;
  readonly step: number;
  readonly signature: string;
  readonly vote: number;
}

/**
 * Reads a ledger over a connection that can't write; any number may read while a writer works. Every answer is of
 * whole committed steps.
 */
export class LedgerReader {
  readonly path: string;
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>();

  private constructor(path: string, db: Database.Database) {
    this.path = path;
    this.#db = db;
  }

  /** Opens an existing ledger; a file that is no ledger, or one of another version, is an error. */
  static open(path: string): LedgerReader {
    return new LedgerReader(path, openForReading(path));
  }

  /** The name that the ledger was created with. */
  get origin(): string {
    return this.#all<string>('SELECT origin FROM origin', [], true)[0] ?? '';
  }

  /** Committed rows. */
  get rows(): number {
    return this.lastBlock()?.lastId ?? 0;
  }

  /** The newest block, or undefined before the first commit. */
  lastBlock(): Block | undefined {
    const raw = this.#all<RawBlock>(QUERIES.lastBlock, [])[0];
    return raw && blockOf(raw);
  }

  /** Rows in the order of their ids that pass every filter given; all when none is. Fetched in pages. */
  *entries(filter: RowFilter = {}): Generator<LedgerRow, void> {
    const query = rowsQuery(filter);
    let left = filter.limit ?? Number.POSITIVE_INFINITY;
    for (let after = filter.after ?? 0; left > 0; ) {
      const page = this.#all<RawRow>(query.sql, [...query.values, after, Math.min(left, PAGE)]);
      for (const row of page) yield this.#row(row);
      if (page.length < PAGE) return;
      left -= page.length;
      after = page.at(-1)!.id;
    }
  }

  /** How many rows pass every filter given (`after` and `limit` do not count). */
  count(filter: RowFilter = {}): number {
    const query = rowsQuery(filter);
    return this.#all<number>(query.count, query.values, true)[0] ?? 0;
  }

  /** Ids of signatures that begin with some hexadecimal digits, at most `limit`, in order. */
  signaturesFrom(prefix: string, limit = 10): string[] {
    return this.#all<string>(QUERIES.signatures, [prefix, `${prefix}g`, limit], true);
  }

  /** Every `votes` row on a signature, in order. */
  votesOf(signature: string): CastVotes[] {
    return this.#all<{ id: number; step: number; signature: string; votes: string; voters: number }>(
      QUERIES.votesOf,
      [signature],
    ).map(({ votes, voters, ...row }) => ({ ...row, votes: unpackVotes(votes, voters) }));
  }

  /** How one voter voted, on one signature or on all, in order, without unfolding anyone else's votes. */
  votesBy(voter: number, signature?: string): CastVote[] {
    return signature === undefined
      ? this.#all(QUERIES.votesBy, [{ voter }])
      : this.#all(QUERIES.votesByOn, [{ voter, signature }]);
  }

  /** Blocks from a height on, in order. Fetched in pages. */
  *blocks(from = 0): Generator<Block, void> {
    for (let height = from; ; ) {
      const page = this.#all<RawBlock>(QUERIES.blocks, [height, PAGE]);
      for (const raw of page) yield blockOf(raw);
      if (page.length < PAGE) return;
      height = page.at(-1)!.height + 1;
    }
  }

  /** Recomputes every hash and compares with a checkpoint, see `verifyDatabase`. */
  verify(checkpoint?: Checkpoint): Verification {
    return verifyDatabase(this.#db, checkpoint);
  }

  close(): void {
    this.#db.close();
  }

  #row({ payload, leaf, ...row }: RawRow): LedgerRow {
    try {
      return { ...row, payload: JSON.parse(payload), leaf: leaf.toString('hex') };
    } catch (cause) {
      throw new StarlingError(`Row ${row.id} of the ledger can't be read: its payload is not JSON.`, {
        code: Exit.tampered,
        place: this.path,
        hint: 'Run "starling ledger verify" on it.',
        cause,
      });
    }
  }

  /** Runs a query whose statement is prepared once; `pluck` takes the first column of each row. */
  #all<T>(sql: string, values: readonly unknown[], pluck = false): T[] {
    return guarded(this.path, () => {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#db.prepare<unknown[], unknown>(sql);
        if (pluck) statement.pluck();
        this.#statements.set(sql, statement);
      }
      return statement.all(...values) as T[];
    });
  }
}

const PAGE = 1000;

interface RawRow {
  readonly id: number;
  readonly step: number;
  readonly kind: EntryKind;
  readonly node: number | null;
  readonly signature: string | null;
  readonly payload: string;
  readonly leaf: Buffer;
}

interface RawBlock {
  readonly height: number;
  readonly step: number;
  readonly first_id: number;
  readonly last_id: number;
  readonly root: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

function blockOf({
  height,
  step,
  first_id: firstId,
  last_id: lastId,
  root,
  previous,
  hash,
}: RawBlock): Block {
  const [rootHex, previousHex, hashHex] = [root, previous, hash].map((bytes) => bytes.toString('hex'));
  return { height, step, firstId, lastId, root: rootHex!, previous: previousHex!, hash: hashHex! };
}
