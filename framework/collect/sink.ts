/** What a cell may hold. Numbers are finite; null says that there is no value. */
export type Value = number | string | boolean | null;
/** A row of a table: a value for each of its columns, in their order. */
export type Row = Readonly<Record<string, Value>>;

/**
 * What a column holds, for sinks that store types: `integer` is a safe integer; `any` is settled by the first values
 * that are written.
 */
export type ValueType = 'integer' | 'number' | 'string' | 'boolean' | 'any';

/** A table: its name and its columns. */
export interface TableSchema {
  /** A letter, then up to 63 letters, digits, _ and -; letter case does not tell names apart. */
  readonly name: string;
  /** Columns in order. */
  readonly columns: Readonly<Record<string, ValueType>>;
}

/**
 * Where rows go. A sink holds a bounded number of rows in memory: `write` passes on what it has when it is full.
 * Every row has exactly the columns of its table's schema, in order.
 */
export interface Sink {
  /** Called once, before the first row, with all tables that rows will be of. */
  open(tables: readonly TableSchema[]): void | Promise<void>;
  /** Takes one row of a table that was opened. @throws StarlingError for what it can't store */
  write(table: string, row: Row): void;
  /** Makes all rows so far visible to readers, as far as the format allows. */
  flush(): void | Promise<void>;
  /** Flushes and lets go of files. Closing twice does nothing. */
  close(): void | Promise<void>;
  /** Told before it is opened that `save` will be asked. */
  willSave?(): void;
  /**
   * Makes all rows so far durable and answers, as plain data, where the sink stands. A sink without it can't be part of
   * a run that keeps checkpoints.
   */
  save?(): unknown;
  /** In place of `open`: opens what an earlier run left, cut back to where it stood, and goes on from there. */
  reopen?(tables: readonly TableSchema[], saved: unknown): void | Promise<void>;
}
