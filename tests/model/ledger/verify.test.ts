import fs from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import {
  blockHash,
  type Checkpoint,
  type Finding,
  LedgerReader,
  LedgerWriter,
  leafHash,
} from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

/** Five blocks: rows 1 to 2, 3 to 5, none, 6 to 9, 10. */
const SIZES = [2, 3, 0, 4, 1];

function build(file: string): Checkpoint {
  const writer = LedgerWriter.create(file, { origin: 'verify' });
  for (const [step, size] of SIZES.entries()) {
    for (let i = 0; i < size; i += 1)
      writer.append(entry({ step, node: i, signature: 'ab', payload: { i, step } }));
    writer.commit(step);
  }
  const checkpoint = { rows: writer.rows, root: writer.root, final: true };
  writer.close();
  return checkpoint;
}

/** What verification finds after someone who owns the file has been at it, triggers out of the way and put back. */
function findingsAfter(tamper: (db: Database.Database) => void, withCheckpoint = false): readonly Finding[] {
  let findings: readonly Finding[] = [];
  inTemporaryFolder((file) => {
    const checkpoint = build(file);
    const db = new Database(file);
    const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    tamper(db);
    for (const { sql } of triggers) db.exec(sql);
    db.close();
    const reader = LedgerReader.open(file);
    findings = reader.verify(withCheckpoint ? checkpoint : undefined).findings;
    reader.close();
    if (!withCheckpoint && findings.length > 0) {
      expect(() => LedgerWriter.open(file)).toThrow(
        expect.objectContaining({ code: Exit.tampered, place: file }),
      );
    }
  });
  return findings;
}

const first = (findings: readonly Finding[]): Pick<Finding, 'kind' | 'id'> | undefined =>
  findings[0] && { kind: findings[0].kind, id: findings[0].id };

describe('verification finds', () => {
  it('nothing in a ledger as it was written', () => {
    expect(findingsAfter(() => {})).toEqual([]);
    expect(findingsAfter(() => {}, true)).toEqual([]);
  });

  it.each<[string, string, Finding['kind'], number]>([
    ['an edited payload', `UPDATE ledger SET payload = '{"i":9}' WHERE id = 4`, 'changed', 4],
    ['an edited author', 'UPDATE ledger SET node = 7 WHERE id = 7', 'changed', 7],
    ['an edited step', 'UPDATE ledger SET step = 0 WHERE id = 3', 'changed', 3],
    ['an edited leaf', 'UPDATE ledger SET leaf = zeroblob(32) WHERE id = 10', 'changed', 10],
    ['a deleted row', 'DELETE FROM ledger WHERE id = 4', 'missing', 4],
    ['a deleted first row', 'DELETE FROM ledger WHERE id = 1', 'missing', 1],
    ['deleted last rows', 'DELETE FROM ledger WHERE id > 7', 'missing', 8],
    ['a deleted block', 'DELETE FROM block WHERE height = 1', 'block', 3],
    [
      'an added row',
      `INSERT INTO ledger SELECT 11, step, kind, node, signature, payload, leaf FROM ledger WHERE id = 10`,
      'surplus',
      11,
    ],
    ['a forged root', 'UPDATE block SET root = zeroblob(32) WHERE height = 3', 'block', 6],
    ['a forged block hash', 'UPDATE block SET hash = zeroblob(32) WHERE height = 3', 'block', 6],
    ['moved block bounds', 'UPDATE block SET last_id = 3 WHERE height = 0', 'block', 1],
    ['another origin', "UPDATE origin SET origin = 'other'", 'block', 1],
  ])('%s', (_, sql, kind, id) => {
    expect(first(findingsAfter((db) => db.exec(sql)))).toEqual({ kind, id });
  });

  it('two swapped rows', () => {
    const findings = findingsAfter((db) => {
      db.exec(
        'UPDATE ledger SET id = -1 WHERE id = 7; UPDATE ledger SET id = 7 WHERE id = 8; UPDATE ledger SET id = 8 WHERE id = -1',
      );
    });
    expect(findings).toMatchObject([{ kind: 'root', id: 6 }]);
    expect(findings[0]!.message).toContain('Rows 6 to 9 of block 3');
  });

  it('a row replaced by another with its proper leaf', () => {
    const findings = findingsAfter((db) => {
      const leaf = leafHash('{"kind":"signature","node":1,"payload":{"i":9},"signature":"ab","step":1}');
      db.prepare(`UPDATE ledger SET payload = '{"i":9}', leaf = ? WHERE id = 4`).run(leaf);
    });
    expect(first(findings)).toEqual({ kind: 'root', id: 3 });
  });

  it('a block forged with a proper hash of its own', () => {
    const findings = findingsAfter((db) => {
      const block = db
        .prepare(
          'SELECT height, step, first_id AS firstId, last_id AS lastId, hex(root) AS root, hex(previous) AS previous FROM block WHERE height = 2',
        )
        .get() as {
        height: number;
        step: number;
        firstId: number;
        lastId: number;
        root: string;
        previous: string;
      };
      const header = { ...block, root: '00'.repeat(32), previous: block.previous.toLowerCase() };
      db.prepare('UPDATE block SET root = zeroblob(32), hash = ? WHERE height = 2').run(blockHash(header));
    });
    expect(findings.map(({ kind, id }) => ({ kind, id }))).toEqual([
      { kind: 'root', id: 6 }, // block 2 has no rows: the next row is where history stops being sure
      { kind: 'block', id: 6 },
    ]);
    expect(findings[1]!.message).toContain('does not continue block 2');
  });

  it('a tail cut off cleanly, by the checkpoint only', () => {
    const cut = (db: Database.Database): void => {
      db.exec('DELETE FROM ledger WHERE id > 5; DELETE FROM block WHERE height > 2');
    };
    expect(findingsAfter(cut)).toEqual([]);
    expect(first(findingsAfter(cut, true))).toEqual({ kind: 'truncated', id: 6 });
  });

  it('everything cut off', () => {
    const findings = findingsAfter((db) => db.exec('DELETE FROM ledger; DELETE FROM block'), true);
    expect(first(findings)).toEqual({ kind: 'truncated', id: 1 });
  });

  it('rows added in good form after the end, and a history written anew, by the checkpoint only', () =>
    inTemporaryFolder((file, folder) => {
      const checkpoint = build(file);
      const writer = LedgerWriter.open(file);
      writer.append(entry({ step: 5 }));
      writer.commit(5);
      writer.close();
      const reader = LedgerReader.open(file);
      expect(reader.verify().findings).toEqual([]);
      expect(reader.verify({ ...checkpoint, final: false }).findings).toEqual([]);
      expect(first(reader.verify(checkpoint).findings)).toEqual({ kind: 'surplus', id: 11 });
      reader.close();

      const other = `${folder}/other.db`;
      const forger = LedgerWriter.create(other, { origin: 'verify' });
      for (let i = 0; i < 10; i += 1) forger.append(entry({ payload: { i } }));
      forger.commit(0);
      forger.close();
      const forged = LedgerReader.open(other);
      expect(forged.verify().findings).toEqual([]);
      expect(first(forged.verify(checkpoint).findings)).toEqual({ kind: 'rewritten', id: 1 });
      forged.close();
    }));

  it.each([
    ['DROP TRIGGER ledger_refuses_delete', 'The trigger ledger_refuses_delete is missing.'],
    ['DROP INDEX ledger_by_node', 'The index ledger_by_node is missing.'],
    ['CREATE TRIGGER x AFTER INSERT ON ledger BEGIN SELECT 1; END', 'There is a foreign trigger x.'],
    ['DROP VIEW vote; CREATE VIEW vote AS SELECT 1', 'The view vote is not as it was made.'],
    ['DROP TABLE ledger; CREATE TABLE ledger (id)', 'The table ledger is not as it was made.'],
  ])('a changed schema: %s', (sql, message) =>
    inTemporaryFolder((file) => {
      build(file);
      new Database(file).exec(sql).close();
      const reader = LedgerReader.open(file);
      expect(reader.verify().findings).toContainEqual({ kind: 'schema', id: null, message });
      reader.close();
    }),
  );

  it('bytes damaged in the file', () =>
    inTemporaryFolder((file) => {
      build(file);
      const bytes = fs.readFileSync(file);
      const at = bytes.lastIndexOf('{"i":2,"step":3}');
      bytes.write('{"i":3', at);
      fs.writeFileSync(file, bytes);
      let reader = LedgerReader.open(file);
      expect(first(reader.verify().findings)).toEqual({ kind: 'changed', id: 8 });
      reader.close();

      bytes.fill(0xff, 4096); // all but the first page
      fs.writeFileSync(file, bytes);
      reader = LedgerReader.open(file);
      expect(first(reader.verify().findings)).toEqual({ kind: 'file', id: null });
      reader.close();
    }));

  it('so much that only the first hundred are kept', () => {
    const findings = findingsAfter((db) => {
      db.exec("UPDATE ledger SET payload = '{}'");
      db.exec('UPDATE block SET hash = zeroblob(32)');
      for (let i = 0; i < 200; i += 1) db.exec(`CREATE VIEW v${i} AS SELECT 1`);
    });
    expect(findings).toHaveLength(100);
  });
});
