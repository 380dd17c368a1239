import fs from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { createDatabase, openForReading, openForWriting } from '../../../model/ledger/connection.js';
import { LedgerReader, LedgerWriter } from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

const pragmas = (db: Database.Database, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, db.pragma(name, { simple: true })]));
const SAFE = { trusted_schema: 0, foreign_keys: 1, recursive_triggers: 1, busy_timeout: 5000 };

describe('a connection', () => {
  it('for writing is in WAL with synchronous FULL, when the file is made and when it is opened again', () =>
    inTemporaryFolder((file) => {
      for (const open of [() => createDatabase(file, 'test', 'FULL'), () => openForWriting(file, 'FULL')]) {
        const db = open();
        const names = ['journal_mode', 'synchronous', ...Object.keys(SAFE)];
        expect(pragmas(db, ...names)).toEqual({ journal_mode: 'wal', synchronous: 2, ...SAFE });
        db.close();
      }
      const db = openForWriting(file, 'NORMAL');
      expect(pragmas(db, 'synchronous')).toEqual({ synchronous: 1 });
      db.close();
    }));

  it("for reading can't write", () =>
    inTemporaryFolder((file) => {
      LedgerWriter.create(file, { origin: 'test' }).close();
      const db = openForReading(file);
      expect(pragmas(db, ...Object.keys(SAFE))).toEqual(SAFE);
      expect(() => db.exec('DROP TRIGGER ledger_refuses_delete')).toThrow(/readonly/);
      db.close();
    }));

  it('gives every file of the ledger mode 0600, whatever the umask', () => {
    const umask = process.umask(0);
    try {
      inTemporaryFolder((file) => {
        const writer = LedgerWriter.create(file, { origin: 'test' });
        writer.append(entry());
        writer.commit(0);
        const mode = (suffix: string): number => fs.statSync(file + suffix).mode & 0o777;
        expect(['', '-wal', '-shm'].map(mode)).toEqual([0o600, 0o600, 0o600]);
        writer.close();
        const reader = LedgerReader.open(file);
        expect(reader.rows).toBe(1);
        expect(['', '-wal', '-shm'].map(mode)).toEqual([0o600, 0o600, 0o600]);
        reader.close();
      });
    } finally {
      process.umask(umask);
    }
  });
});

describe('a new ledger', () => {
  it('takes an empty file, which then is for its owner only', () =>
    inTemporaryFolder((file) => {
      fs.writeFileSync(file, '', { mode: 0o644 });
      LedgerWriter.create(file, { origin: 'test' }).close();
      expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    }));

  it('does not overwrite a ledger, nor any other file', () =>
    inTemporaryFolder((file, folder) => {
      LedgerWriter.create(file, { origin: 'test' }).close();
      fs.writeFileSync(`${folder}/notes.txt`, 'mine');
      for (const taken of [file, `${folder}/notes.txt`]) {
        expect(() => LedgerWriter.create(taken, { origin: 'test' })).toThrow(
          'exists already and is not empty',
        );
      }
      expect(fs.readFileSync(`${folder}/notes.txt`, 'utf8')).toBe('mine');
    }));

  it('makes the folders above it, and says so when it cannot', () =>
    inTemporaryFolder((file, folder) => {
      LedgerWriter.create(`${folder}/a/b/ledger.db`, { origin: 'test' }).close();
      fs.writeFileSync(file, 'a file');
      expect(() => LedgerWriter.create(`${file}/ledger.db`, { origin: 'test' })).toThrow(
        "A new ledger can't be made",
      );
      expect(() => LedgerWriter.create(`${folder}/a`, { origin: 'test' })).toThrow(
        "A new ledger can't be made",
      );
    }));

  it('does not inherit the log of a database that was there before', () =>
    inTemporaryFolder((file) => {
      fs.writeFileSync(`${file}-wal`, 'old');
      expect(() => LedgerWriter.create(file, { origin: 'test' })).toThrow('in the way of a new ledger');
      expect(fs.existsSync(file)).toBe(false);
    }));
});

describe('what is no ledger', () => {
  const refusal = (file: string): unknown => {
    try {
      LedgerReader.open(file).close();
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it('is refused with its place and what to do', () =>
    inTemporaryFolder((file, folder) => {
      expect(refusal(file)).toMatchObject({ message: 'There is no ledger.', place: file, code: Exit.usage });
      fs.writeFileSync(file, 'id,step\n1,2\n'.repeat(100));
      expect(refusal(file)).toMatchObject({
        message: 'This is not a ledger: not an SQLite file.',
        place: file,
      });
      const foreign = `${folder}/foreign.db`;
      new Database(foreign).exec('CREATE TABLE t (a)').close();
      expect(refusal(foreign)).toMatchObject({
        message: expect.stringContaining('without its mark'),
        code: Exit.usage,
      });
    }));

  it('a ledger of another version is refused too, by readers and writers', () =>
    inTemporaryFolder((file) => {
      LedgerWriter.create(file, { origin: 'test' }).close();
      const db = new Database(file);
      db.pragma('user_version = 2');
      db.close();
      expect(() => LedgerReader.open(file)).toThrow('schema version 2, this program reads version 1');
      expect(() => LedgerWriter.open(file)).toThrow('schema version 2');
    }));
});
