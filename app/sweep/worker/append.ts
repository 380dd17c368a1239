import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Row, Sink, TableSchema, Value } from '../../../framework/index.js';
import type { OutboxRecord, Rows } from '../outbox/record.js';

/** Rows of one record. */
const MOST = 8192;

/** Appends records to a shard's outbox. */
export class Outbox {
  readonly #file: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a', 0o644);
  }

  append(record: OutboxRecord): void {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let at = 0; at < line.length; ) at += writeSync(this.#file, line, at);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Sends the rows of a run. */
export class RowsSink implements Sink {
  readonly #outbox: Outbox;
  readonly #about: { readonly key: string; readonly attempt: number };
  readonly #tables = new Map<string, { readonly types: TableSchema['columns']; rows: Row[] }>();

  constructor(outbox: Outbox, about: { readonly key: string; readonly attempt: number }) {
    this.#outbox = outbox;
    this.#about = about;
  }

  open(tables: readonly TableSchema[]): void {
    for (const { name, columns } of tables) this.#tables.set(name, { types: columns, rows: [] });
  }

  write(table: string, row: Row): void {
    const { rows } = this.#tables.get(table)!;
    if (rows.push(row) >= MOST) this.#send(table);
  }

  flush(): void {}

  close(): void {
    for (const name of this.#tables.keys()) this.#send(name);
  }

  #send(table: string): void {
    const held = this.#tables.get(table)!;
    if (held.rows.length === 0) return;
    const { key, attempt } = this.#about;
    const columns: Record<string, Value[]> = {};
    for (const name of Object.keys(held.types)) columns[name] = held.rows.map((row) => row[name]!);
    const record: Rows = {
      kind: 'rows',
      key,
      attempt,
      at: new Date().toISOString(),
      table,
      types: held.types,
      columns,
    };
    this.#outbox.append(record);
    held.rows = [];
  }
}
