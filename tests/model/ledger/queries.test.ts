import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { QUERIES, type RowFilter, rowsQuery } from '../../../model/ledger/queries.js';
import { SCHEMA } from '../../../model/ledger/schema.js';

const db = new Database(':memory:');
for (const statement of SCHEMA) db.exec(statement);
afterAll(() => void db.close());

/** What SQLite would do, one line a step. */
function plan(sql: string, values: readonly unknown[]): string {
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  return steps.map(({ detail }) => detail).join('\n');
}

describe('the plan of a query for rows', () => {
  const filters: [RowFilter, string][] = [
    [{ node: 3 }, 'ledger_by_node (node=?'],
    [{ signature: 'ab' }, 'ledger_by_signature (signature=?'],
    [{ step: 4 }, 'ledger_by_step (step=?'],
    [{ kind: 'votes' }, 'ledger_by_kind (kind=?'],
    [{}, 'INTEGER PRIMARY KEY (rowid>?)'],
  ];
  it.each(filters)('%o uses an index and needs no sort', (filter, index) => {
    const { sql, count, values } = rowsQuery(filter);
    const steps = plan(sql, [...values, 0, 10]);
    expect(steps).toContain(index);
    expect(steps).not.toMatch(/SCAN|TEMP B-TREE/);
    if (values.length > 0) expect(plan(count, values)).toContain(index);
  });

  it('uses an index for any two questions together', () => {
    for (const filter of [
      { node: 3, signature: 'ab' },
      { node: 3, step: 4 },
      { signature: 'ab', kind: 'votes' },
      { step: 4, kind: 'votes' },
    ] satisfies RowFilter[]) {
      const { sql, values } = rowsQuery(filter);
      expect(plan(sql, [...values, 0, 10])).toMatch(/^SEARCH ledger USING INDEX ledger_by_\w+ \(\w+=\?/);
    }
  });
});

describe('the plan of', () => {
  it.each([
    ['votesOf', ['ab'], 'ledger_by_signature (signature=?'],
    ['votesBy', [{ voter: 1 }], 'ledger_by_kind (kind=?'],
    ['votesByOn', [{ voter: 1, signature: 'ab' }], 'ledger_by_signature (signature=?'],
    ['signatures', ['a', 'ag', 10], 'ledger_by_signature (signature>? AND signature<?)'],
    ['blocks', [0, 10], 'SEARCH block USING INTEGER PRIMARY KEY'],
  ] as const)('%s uses an index', (name, values, index) => {
    const steps = plan(QUERIES[name], values);
    expect(steps).toContain(index);
    expect(steps).not.toMatch(/SCAN (ledger|block)|TEMP B-TREE/);
  });

  it('the last block reads one row from the end', () => {
    expect(plan(QUERIES.lastBlock, [])).toBe('SCAN block'); // backwards by primary key, LIMIT 1
    expect(QUERIES.lastBlock).toContain('LIMIT 1');
  });

  it.each([
    ["SELECT * FROM vote WHERE signature = 'ab'", 'ledger_by_signature (signature=?)'],
    ['SELECT * FROM vote WHERE step = 3', 'ledger_by_step (step=?)'],
    ['SELECT * FROM vote', 'ledger_by_kind (kind=?)'],
  ])('%s uses an index', (sql, index) => {
    expect(plan(sql, [])).toContain(index);
  });
});
