import { Exit, StarlingError } from '../../framework/errors.js';
import type { EntryKind } from './entry.js';
import { voteCodeSql } from './votes.js';

/** Which rows to read; every field that is given must hold. */
export interface RowFilter {
  /** Author; null: rows without one. */
  readonly node?: number | null;
  readonly signature?: string;
  readonly step?: number;
  readonly kind?: EntryKind;
  /** Only rows with a greater id. */
  readonly after?: number;
  /** At most so many rows. */
  readonly limit?: number;
}

const FIELDS = ['node', 'signature', 'step', 'kind'] as const;

/** The query of a filter: `sql` takes `values`, then the id to start after, then a limit; `count` takes `values`. */
export function rowsQuery(filter: RowFilter): {
  sql: string;
  count: string;
  values: (string | number | null)[];
} {
  const given = FIELDS.filter((field) => filter[field] !== undefined);
  const values = given.map((field) => filter[field]!);
  for (const [i, value] of values.entries()) {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) continue;
    throw new StarlingError(`Rows by ${given[i]} ${value}: expected a whole number.`, { code: Exit.usage });
  }
  const terms = given.map((field) => (filter[field] === null ? `${field} IS ?` : `${field} = ?`));
  const where = [...terms, 'id > ?'].join(' AND ');
  return {
    sql: `SELECT id, step, kind, node, signature, payload, leaf FROM ledger WHERE ${where} ORDER BY id LIMIT ?`,
    count: `SELECT count(*) FROM ledger${terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : ''}`,
    values,
  };
}

const oneVoter = (where: string): string =>
  `SELECT id, step, signature, ${voteCodeSql('@voter')} AS vote FROM ledger
    WHERE ${where} AND kind = 'votes' AND @voter < (payload ->> '$.voters') ORDER BY id`;

/** The other questions that a reader asks. */
export const QUERIES = {
  lastBlock: 'SELECT * FROM block ORDER BY height DESC LIMIT 1',
  blocks: 'SELECT * FROM block WHERE height >= ? ORDER BY height LIMIT ?',
  signatures:
    'SELECT DISTINCT signature FROM ledger WHERE signature >= ? AND signature < ? ORDER BY signature LIMIT ?',
  votesOf: `SELECT id, step, signature, payload ->> '$.votes' AS votes, payload ->> '$.voters' AS voters
    FROM ledger WHERE signature = ? AND kind = 'votes' ORDER BY id`,
  votesBy: oneVoter('true'),
  votesByOn: oneVoter('signature = @signature'),
} as const;
