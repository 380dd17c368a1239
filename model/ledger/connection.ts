import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../framework/errors.js';
import { openSqlite } from '../../framework/sqlite.js';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';

export type Synchronous = 'FULL' | 'NORMAL';

/** Makes a new ledger file, for its owner's eyes only, and connects to it for writing. */
export function createDatabase(file: string, origin: string, synchronous: Synchronous): Database.Database {
  claim(file);
  return connect(file, false, (db) => {
    // Before WAL, so that a crash in here leaves an empty file or a whole ledger.
    db.transaction(() => {
      for (const statement of SCHEMA) db.exec(statement);
      db.prepare('INSERT INTO origin (id, origin) VALUES (1, ?)').run(origin);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    }).immediate();
    writable(db, synchronous);
  });
}

/** Whether a file holds anything, once SQLite has taken back what a crash cut short in it: such as its making. */
export function holdsAnything(file: string): boolean {
  if (!fs.existsSync(file)) return false;
  if (fs.existsSync(`${file}-journal`)) {
    guarded(file, () => {
      const db = openSqlite(file, { fileMustExist: true });
      // Whatever reads first rolls a hot journal back.
      try {
        db.pragma('schema_version');
      } finally {
        db.close();
      }
    });
  }
  return fs.statSync(file).size > 0;
}

/** Connects to an existing ledger for writing. */
export function openForWriting(file: string, synchronous: Synchronous): Database.Database {
  return connect(file, false, (db) => {
    requireLedger(db, file);
    writable(db, synchronous);
  });
}

/** Connects to an existing ledger for reading: the connection can't change it. */
export function openForReading(file: string): Database.Database {
  return connect(file, true, (db) => requireLedger(db, file));
}

/** Runs work on the database; what SQLite refuses becomes an error that names the file. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new StarlingError(`The ledger refused: ${error.message} (${error.code}).`, {
      place: file,
      hint: HINTS[error.code] ?? 'Run "starling ledger verify" on it.',
      cause: error,
    });
  }
}

const HINTS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'Free some space on the disk; every committed step is kept.',
  SQLITE_BUSY: 'Another process holds the ledger; try again when it has finished.',
  SQLITE_CONSTRAINT_TRIGGER: 'Another process may have written to it; a ledger has one writer.',
  SQLITE_CANTOPEN:
    'Check that the folder exists and may be written: SQLite keeps two files beside a ledger in use.',
  SQLITE_READONLY_DIRECTORY: 'Copy the ledger to a folder that may be written, and read it there.',
};

function connect(
  file: string,
  readonly: boolean,
  prepare: (db: Database.Database) => void,
): Database.Database {
  if (!fs.existsSync(file)) {
    throw new StarlingError('There is no ledger.', {
      code: Exit.usage,
      place: file,
      hint: 'Name a run directory that holds ledger.db, or a ledger file.',
    });
  }
  return guarded(file, () => {
    const db = openSqlite(file, { readonly, fileMustExist: true });
    try {
      db.pragma('busy_timeout = 5000');
      db.pragma('trusted_schema = OFF');
      db.pragma('foreign_keys = ON');
      db.pragma('recursive_triggers = ON'); // a REPLACE then fires the DELETE triggers too
      prepare(db);
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  });
}

function writable(db: Database.Database, synchronous: Synchronous): void {
  db.pragma('journal_mode = WAL');
  // Never left to the default: better-sqlite3 builds SQLite with NORMAL for WAL, and a power cut could take steps.
  db.pragma(`synchronous = ${synchronous}`);
  // 16 MiB: an index over random ids dirties the same pages step after step, and a checkpoint writes each once.
  db.pragma('wal_autocheckpoint = 4000');
}

/** Creates the file with mode 0600, which SQLite then gives to its -wal and -shm files too. */
function claim(file: string): void {
  const refuse = (what: string, place: string): never => {
    throw new StarlingError(what, {
      code: Exit.usage,
      place,
      hint: 'A ledger is never overwritten: choose another place, or move the file away.',
    });
  };
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (fs.existsSync(file + suffix))
      refuse('A file of another database is in the way of a new ledger.', file + suffix);
  }
  const descriptor = openOwn(file);
  try {
    if (fs.fstatSync(descriptor).size > 0)
      refuse('The file for a new ledger exists already and is not empty.', file);
    fs.fchmodSync(descriptor, 0o600);
  } finally {
    fs.closeSync(descriptor);
  }
}

function openOwn(file: string): number {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    return fs.openSync(file, 'a', 0o600);
  } catch (cause) {
    throw new StarlingError(`A new ledger can't be made: ${(cause as Error).message}.`, {
      place: file,
      hint: 'Choose a folder that exists or can be made, and may be written.',
      cause,
    });
  }
}

function requireLedger(db: Database.Database, file: string): void {
  const refuse = (what: string, hint: string): never => {
    throw new StarlingError(what, { code: Exit.usage, place: file, hint });
  };
  const pragma = (name: string): unknown => {
    try {
      return db.pragma(name, { simple: true });
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_NOTADB') throw error;
      return refuse('This is not a ledger: not an SQLite file.', NAME_A_LEDGER);
    }
  };
  if (pragma('application_id') !== APPLICATION_ID) {
    refuse('This is not a ledger: an SQLite file without its mark (application_id).', NAME_A_LEDGER);
  }
  const version = pragma('user_version');
  if (version !== SCHEMA_VERSION) {
    refuse(
      `The ledger has schema version ${version}, this program reads version ${SCHEMA_VERSION}.`,
      'Use the version of starling that wrote it.',
    );
  }
}

const NAME_A_LEDGER = 'Name a run directory that holds ledger.db, or a ledger file.';
