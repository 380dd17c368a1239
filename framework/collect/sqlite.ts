import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { guard } from './files.js';
import type { Row, Sink, TableSchema, Value, ValueType } from './sink.js';

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
    // Only who writes SQLite loads the native module.
    const { openSqlite } = await import('../sqlite.js');
    guard(this.#path, () => {
      mkdirSync(dirname(this.#path), { recursive: true });
      const database = openSqlite(this.#path);
      this.#database = database;
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      for (const { name, columns } of tables) {
        const definitions = Object.entries(columns).map(([column, type]) => `"${column}" ${AFFINITY[type]}`);
        database.exec(`DROP TABLE IF EXISTS "${name}"; CREATE TABLE "${name}" (${definitions.join(', ')})`);
        const places = definitions.map(() => '?').join(', ');
        this.#inserts.set(name, database.prepare(`INSERT INTO "${name}" VALUES (${places})`));
      }
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

  /** Rows in the open transaction. */
  get buffered(): number {
    return this.#pending;
  }
}

function stored(value: Value): number | string | null {
  return typeof value === 'boolean' ? Number(value) : value;
}
