import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../errors.js';
import { openSqlite } from '../../sqlite.js';
import { copyTable } from './copied.js';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.js';

/** Makes the file of a run table and connects to it for writing; `fill` runs in the transaction that makes it. */
export function createTable(file: string, fill: (db: Database.Database) => void): Database.Database {
  return guarded(file, () => {
    const db = openSqlite(file);
    try {
      prepare(db);
      if (db.pragma('schema_version', { simple: true }) !== 0)
        throw new StarlingError('There is a run table already.', {
          code: Exit.usage,
          place: file,
          hint: 'Resume its sweep, or name another folder.',
        });
      db.pragma('journal_mode = WAL');
      // The whole table or none, also after a power cut.
      db.pragma('synchronous = FULL');
      db.transaction(() => {
        fill(db);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.pragma(`user_version = ${SCHEMA_VERSION}`);
      }).immediate();
      db.pragma('wal_checkpoint(TRUNCATE)');
      writable(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Connects to an existing run table for writing. @throws StarlingError for a file that is none, or one of another version */
export const openTable = (file: string): Database.Database => connected(file, { of: file, readonly: false });

/**
 * Connects to an existing run table for reading; where SQLite can't, since it can make no file beside it, to a copy of it.
 *
 * @throws StarlingError for a file that is none, or one of another version
 */
export function openToRead(file: string): Database.Database {
  try {
    return connected(file, { of: file, readonly: true });
  } catch (error) {
    if (!(error instanceof StarlingError) || !isUnwritable(error.cause)) throw error;
  }
  const copy = copyTable(file);
  try {
    const db = connected(copy.file, { of: file, readonly: true });
    const close = db.close.bind(db);
    return Object.assign(db, {
      close: () => {
        close();
        copy.remove();
        return db;
      },
    });
  } catch (error) {
    copy.remove();
    throw error;
  }
}

/** Whether SQLite refused for want of a place for its files beside the table. */
const isUnwritable = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(cause.code);

/** @param of the run table, for messages */
function connected(
  file: string,
  { of, readonly }: { readonly of: string; readonly readonly: boolean },
): Database.Database {
  if (!existsSync(file))
    throw new StarlingError('There is no run table.', {
      code: Exit.usage,
      place: of,
      hint: 'Name the folder of a sweep.',
    });
  return guarded(of, () => {
    const db = openSqlite(file, { readonly, fileMustExist: true });
    try {
      prepare(db);
      requireTable(db, of);
      if (!readonly) writable(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Runs work on the run table; what SQLite refuses becomes an error that names the file. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new StarlingError(`The run table refused: ${error.message} (${error.code}).`, {
      place: file,
      hint: HINTS[error.code],
      cause: error,
    });
  }
}

const HINTS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'Free some space on the disk and resume the sweep.',
  SQLITE_BUSY: 'Another process holds the run table; try again when it has finished.',
  SQLITE_NOTADB: 'Name the folder of a sweep.',
  SQLITE_CANTOPEN: 'Check that the folder may be written: SQLite keeps two files beside a database in use.',
};

function prepare(db: Database.Database): void {
  db.pragma('busy_timeout = 10000');
  db.pragma('trusted_schema = OFF');
  db.pragma('foreign_keys = ON');
}

/**
 * With NORMAL a commit outlives the process, however that ends. A power cut may take the last commits back, all of their
 * parts together: the outboxes are then read again from where the table says, and what they lost is run again.
 */
function writable(db: Database.Database): void {
  db.pragma('synchronous = NORMAL');
  // 16 MiB: staged rows come and go, and a checkpoint writes each page once.
  db.pragma('wal_autocheckpoint = 4000');
}

function requireTable(db: Database.Database, file: string): void {
  const [id, version] = ['application_id', 'user_version'].map((name) => db.pragma(name, { simple: true }));
  if (id !== APPLICATION_ID)
    throw new StarlingError('This is no run table of a sweep.', {
      code: Exit.usage,
      place: file,
      hint: 'Name the folder of a sweep.',
    });
  if (version !== SCHEMA_VERSION)
    throw new StarlingError(
      `The run table has version ${String(version)}; this Starling reads version ${SCHEMA_VERSION}.`,
      { place: file, hint: 'Go on with the version of Starling that made the sweep.' },
    );
}
