import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { guard, missing } from './files.js';
import type { Row, Sink, TableSchema, Value, ValueType } from './sink.js';

/** How an SQLite file is written. */
export interface SqliteSinkOptions {
  /** Rows in one transaction at most (10 000): what a crash between flushes can lose. */
  readonly buffer?: number;
}

/** Without a declared type a column keeps what it is given. */
const AFFINITY: Readonly<Record<ValueType, string>> = {
  integer: 'INTEGER',
  number: 'REAL',
  string: 'TEXT',
  boolean: 'INTEGER',
  any: '',
};

/**
 * All tables in one SQLite file in WAL mode, so that readers may look on while it is written. True and false are 1 and
 * 0. Tables of the same names in an existing file are replaced.
 */
export class SqliteSink implements Sink {
  readonly #path: string;
  readonly #limit: number;
  readonly #inserts = new Map<string, Database.Statement<unknown[]>>();
  #database: Database.Database | undefined;
  #pending = 0;

  constructor(path: string, options: SqliteSinkOptions = {}) {
    this.#path = path;
    this.#limit = options.buffer ?? 10_000;
  }

  async open(tables: readonly TableSchema[]): Promise<void> {
    await this.#open(tables, (database, { name, columns }) => {
      const definitions = Object.entries(columns).map(([column, type]) => `"${column}" ${AFFINITY[type]}`);
      database.exec(`DROP TABLE IF EXISTS "${name}"; CREATE TABLE "${name}" (${definitions.join(', ')})`);
    });
  }

  /** Rows of each table. */
  save(): Record<string, number> {
    this.flush();
    return guard(this.#path, () => {
      // Moves what was committed into the file and syncs it: a commit alone doesn't.
      this.#database!.pragma('wal_checkpoint(PASSIVE)');
      return Object.fromEntries(
        Array.from(this.#inserts.keys(), (table) => [table, lastRow(this.#database!, table)]),
      );
    });
  }

  async reopen(tables: readonly TableSchema[], saved: ReturnType<SqliteSink['save']>): Promise<void> {
    await this.#open(tables, (database, { name }) => {
      const rows = lastRow(database, name);
      const kept = saved[name]!;
      if (rows < kept)
        throw missing(
          this.#path,
          `table '${name}' has ${rows}, and had ${kept} when the checkpoint was written`,
        );
      database.prepare(`DELETE FROM "${name}" WHERE rowid > ?`).run(kept);
    });
  }

  write(table: string, row: Row): void {
    guard(this.#path, () => {
      if (this.#pending === 0) this.#database!.exec('BEGIN');
      this.#pending++;
      this.#inserts.get(table)!.run(Object.values(row).map(stored));
    });
    if (this.#pending >= this.#limit) this.flush();
  }

  flush(): void {
    if (this.#pending === 0) return;
    guard(this.#path, () => this.#database!.exec('COMMIT'));
    this.#pending = 0;
  }

  close(): void {
    if (this.#database === undefined) return;
    try {
      this.flush();
    } finally {
      this.#database.close();
      this.#database = undefined;
    }
  }

  async #open(
    tables: readonly TableSchema[],
    each: (database: Database.Database, schema: TableSchema) => void,
  ): Promise<void> {
    // Only who writes SQLite loads the native module.
    const { openSqlite } = await import('../sqlite.js');
    guard(this.#path, () => {
      mkdirSync(dirname(this.#path), { recursive: true });
      const database = openSqlite(this.#path);
      this.#database = database;
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      for (const schema of tables) {
        each(database, schema);
        const places = Object.keys(schema.columns).map(() => '?');
        const insert = `INSERT INTO "${schema.name}" VALUES (${places.join(', ')})`;
        this.#inserts.set(schema.name, database.prepare(insert));
      }
    });
  }

  /** Rows in the open transaction. */
  get buffered(): number {
    return this.#pending;
  }
}

/** Rows are only ever added, so the last one's number is their count. */
const lastRow = (database: Database.Database, table: string): number =>
  database.prepare<[], number>(`SELECT coalesce(max(rowid), 0) FROM "${table}"`).pluck().get()!;

function stored(value: Value): number | string | null {
  return typeof value === 'boolean' ? Number(value) : value;
}
