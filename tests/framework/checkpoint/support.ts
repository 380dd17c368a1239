import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqlite } from '../../../framework/sqlite.js';

/** Fresh folders, gone after the tests of the file. */
export function folders(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'starling-checkpoint-'));
    made.push(folder);
    return folder;
  };
}

/** The tables in a folder by file: the digest of its bytes, or the rows of an SQLite file. */
export function tablesIn(folder: string): Record<string, unknown> {
  const files = readdirSync(folder).filter(
    (name) => /\.(csv|jsonl|parquet|db)$/.test(name) && !['ledger.db', 'log.jsonl'].includes(name),
  );
  return Object.fromEntries(
    files.map((name) => {
      const path = join(folder, name);
      return [
        name,
        name.endsWith('.db') ? rowsIn(path) : createHash('sha256').update(readFileSync(path)).digest('hex'),
      ];
    }),
  );
}

function rowsIn(path: string): unknown {
  const database = openSqlite(path, { readonly: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as string[];
    return tables.map((table) => [table, database.prepare(`SELECT rowid, * FROM "${table}"`).all()]);
  } finally {
    database.close();
  }
}
