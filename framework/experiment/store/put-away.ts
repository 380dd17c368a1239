import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openSqlite } from '../../sqlite.js';

/**
 * Moves into the run table what its writer has left beside it, where nobody has it open any more: SQLite does that when
 * the last connection is closed, but not over one that only reads. Where the folder can't be written it stays.
 */
export function putAway(file: string): void {
  if (!existsSync(`${file}-wal`)) return;
  try {
    const db = openSqlite(file, { fileMustExist: true });
    try {
      // A connection that has read nothing has not met the file's log.
      db.pragma('user_version');
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}
