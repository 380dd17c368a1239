import type { ValueType } from '../../../framework/index.js';
import {
  type Row,
  type Sink,
  StarlingError,
  type TableSchema,
  type Value,
} from '../../../framework/index.js';
import type { OutboxWriter, Subject } from './writer.js';

/** Rows of one record, and of a table in memory, at most. */
export const CHUNK = 8192;

/** Tables that every sweep has of its own. */
const TAKEN: ReadonlySet<string> = new Set(['runs', 'attempts']);

/** Sends the rows of a run into its shard's outbox, as they come, by column. Its columns keep one type in all of the run. */
export class OutboxSink implements Sink {
  readonly #writer: OutboxWriter;
  readonly #subject: Subject;
  readonly #tables = new Map<string, Chunk>();

  constructor(writer: OutboxWriter, subject: Subject) {
    this.#writer = writer;
    this.#subject = subject;
  }

  /** @throws StarlingError for a table whose name the sweep needs, or one with a column named `key` */
  open(tables: readonly TableSchema[]): void {
    for (const schema of tables) {
      requireFree(schema);
      this.#tables.set(schema.name, new Chunk(schema));
    }
  }

  write(table: string, row: Row): void {
    const chunk = this.#tables.get(table)!;
    chunk.add(row);
    if (chunk.rows >= CHUNK) this.#send(table, chunk);
  }

  /** Does nothing: rows are sent when a record is full. */
  flush(): void {}

  close(): void {
    for (const [table, chunk] of this.#tables) this.#send(table, chunk);
    this.#tables.clear();
  }

  /** Rows held in memory. */
  get buffered(): number {
    let rows = 0;
    for (const chunk of this.#tables.values()) rows += chunk.rows;
    return rows;
  }

  #send(table: string, chunk: Chunk): void {
    if (chunk.rows > 0) this.#writer.rows(this.#subject, { table, ...chunk.take() });
  }
}

function requireFree({ name, columns }: TableSchema): void {
  if (TAKEN.has(name.toLowerCase()))
    throw new StarlingError(`A sweep has a table '${name}' of its own.`, {
      place: `table '${name}' of the model`,
      hint: 'Give the table of the model another name.',
    });
  if (Object.keys(columns).some((column) => column.toLowerCase() === 'key'))
    throw new StarlingError("A sweep's tables have a column 'key' of their own.", {
      place: `table '${name}' of the model`,
      hint: 'Give the column of the model another name.',
    });
}

/** Rows that wait to be sent. */
class Chunk {
  readonly #table: string;
  readonly #names: readonly string[];
  readonly #types: ValueType[];
  #columns: Value[][];
  rows = 0;

  constructor({ name, columns }: TableSchema) {
    this.#table = name;
    this.#names = Object.keys(columns);
    this.#types = Object.values(columns);
    this.#columns = this.#names.map(() => []);
  }

  add(row: Row): void {
    for (let k = 0; k < this.#names.length; k++) {
      const value = row[this.#names[k]!]!;
      if (value !== null) this.#check(k, value);
      this.#columns[k]!.push(value);
    }
    this.rows++;
  }

  take(): { types: Record<string, ValueType>; columns: Record<string, Value[]> } {
    const columns = this.#columns;
    this.#columns = this.#names.map(() => []);
    this.rows = 0;
    return {
      types: Object.fromEntries(this.#names.map((name, k) => [name, this.#types[k]!])),
      columns: Object.fromEntries(this.#names.map((name, k) => [name, columns[k]!])),
    };
  }

  /** What is declared as `any` becomes what its first value is. */
  #check(k: number, value: NonNullable<Value>): void {
    const type = this.#types[k]!;
    const found = typeof value as 'number' | 'string' | 'boolean';
    if (type === found || (type === 'integer' && Number.isSafeInteger(value))) return;
    if (type === 'any') {
      this.#types[k] = found;
      return;
    }
    throw new StarlingError(
      `Column '${this.#names[k]}' of table '${this.#table}' holds ${type}s; got ${JSON.stringify(value)}.`,
      { hint: "Give the column one type, or declare it in the collector's tables." },
    );
  }
}
