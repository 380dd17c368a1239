import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LedgerReader, LedgerWriter } from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

const zeros = 'zeroblob(32)';
const row = (id: string, step = 1): string => `(${id}, ${step}, 'sync', NULL, NULL, '{}', ${zeros})`;
const block = (height: number, first: number, last: number, step = 1): string =>
  `(${height}, ${step}, ${first}, ${last}, ${zeros}, ${zeros}, ${zeros})`;
const ROWS = 'ledger (id, step, kind, node, signature, payload, leaf)';
const BLOCKS = 'block (height, step, first_id, last_id, root, previous, hash)';

describe('the database refuses, on any connection,', () => {
  it.each([
    ['UPDATE ledger SET payload = payload WHERE id = 2'],
    ['UPDATE OR REPLACE ledger SET id = 1 WHERE id = 2'],
    ['DELETE FROM ledger WHERE id = 3'],
    ['DELETE FROM ledger'],
    [`INSERT OR REPLACE INTO ${ROWS} VALUES ${row('2')}`],
    [`REPLACE INTO ${ROWS} VALUES ${row('3')}`],
    [`INSERT INTO ${ROWS} VALUES ${row('2')} ON CONFLICT (id) DO UPDATE SET payload = '{"a":1}'`],
    [`INSERT OR IGNORE INTO ${ROWS} VALUES ${row('2')}`],
    [`INSERT INTO ${ROWS} VALUES ${row('5')}`],
    [`INSERT INTO ${ROWS} VALUES ${row('0')}`],
    [`INSERT INTO ${ROWS} VALUES ${row('NULL')}`],
    [
      `BEGIN; INSERT INTO ${BLOCKS} SELECT 2, 2, 4, 4, ${zeros}, hash, ${zeros} FROM block WHERE height = 1; INSERT INTO ${ROWS} VALUES ${row('4')}`,
    ], // not the step of its block
    [`INSERT INTO ${ROWS} VALUES ${row('4')}`], // the next id, but no block announced it
    ['UPDATE block SET step = 9 WHERE height = 1'],
    ['DELETE FROM block WHERE height = 1'],
    [`INSERT OR REPLACE INTO ${BLOCKS} VALUES ${block(1, 2, 3)}`],
    [`INSERT INTO ${BLOCKS} VALUES ${block(1, 2, 3)} ON CONFLICT (height) DO UPDATE SET step = 9`],
    [`INSERT INTO ${BLOCKS} VALUES ${block(3, 4, 4)}`], // a gap in heights
    [`INSERT INTO ${BLOCKS} VALUES ${block(2, 5, 5)}`], // a gap in ids
    [`INSERT INTO ${BLOCKS} VALUES ${block(2, 4, 4, 0)}`], // back in time
    [`INSERT INTO ${BLOCKS} VALUES ${block(2, 4, 4)}`], // does not name the block before
    ["UPDATE origin SET origin = 'other'"],
    ['DELETE FROM origin'],
    ["INSERT OR REPLACE INTO origin VALUES (1, 'other')"],
  ])('%s', (sql) =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'append-only' });
      writer.append(entry({ step: 0 }));
      writer.commit(0);
      writer.append(entry({ step: 1 }));
      writer.append(entry({ step: 1 }));
      writer.commit(1);
      writer.close();

      const stranger = new Database(file); // no pragma of ours
      expect(() => stranger.exec(sql)).toThrow(/append-only/);
      stranger.close();

      const reader = LedgerReader.open(file);
      expect(reader.verify()).toMatchObject({ rows: 3, blocks: 2, findings: [] });
      reader.close();
    }),
  );

  it('rows that are no entries', () =>
    inTemporaryFolder((file) => {
      LedgerWriter.create(file, { origin: 'append-only' }).close();
      const db = new Database(file);
      db.exec(`INSERT INTO ${BLOCKS} VALUES ${block(0, 1, 1)}`);
      for (const values of [
        `(1, 1, 'gossip', NULL, NULL, '{}', ${zeros})`,
        `(1, 1, 'sync', -1, NULL, '{}', ${zeros})`,
        `(1, 1, 'sync', NULL, '', '{}', ${zeros})`,
        `(1, 1, 'sync', NULL, NULL, '{', ${zeros})`,
        `(1, 1, 'sync', NULL, NULL, '{}', x'00')`,
        `(1, 1, 'sync', 'one', NULL, '{}', ${zeros})`,
      ]) {
        expect(() => db.exec(`INSERT INTO ${ROWS} VALUES ${values}`)).toThrow(/constraint|cannot store/);
      }
      db.close();
    }));
});
