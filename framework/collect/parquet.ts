import { join } from 'node:path';
import type { ByteWriter, ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { StarlingError } from '../errors.js';
import { closeAll, OutputFile } from './files.js';
import type { Row, Sink, TableSchema, Value, ValueType } from './sink.js';

/** How a Parquet file is written. */
export interface ParquetSinkOptions {
  /** Rows in a row group (8192): so many rows of a table are held in memory at most. */
  readonly rowGroup?: number;
}

/**
 * A Parquet file per table, `<folder>/<table>.parquet`. Full row groups are appended while the run goes on; the format
 * keeps its index at the end, so a file can be read once it is closed.
 *
 * Columns of type `any` become `number`, `string` or `boolean` after the first value in the first row group, and
 * `number` when that group has none.
 */
export class ParquetSink implements Sink {
  readonly #folder: string;
  readonly #rowGroup: number;
  readonly #files = new Map<string, ParquetFile>();

  constructor(folder: string, options: ParquetSinkOptions = {}) {
    this.#folder = folder;
    this.#rowGroup = options.rowGroup ?? 8192;
  }

  async open(tables: readonly TableSchema[]): Promise<void> {
    await this.#open(tables);
  }

  /** Of each table what was written, its index, and the rows that wait for their group to be full. */
  save(): Record<string, ParquetState> {
    return Object.fromEntries(Array.from(this.#files, ([table, file]) => [table, file.save()]));
  }

  async reopen(tables: readonly TableSchema[], saved: ReturnType<ParquetSink['save']>): Promise<void> {
    await this.#open(tables, saved);
  }

  write(table: string, row: Row): void {
    this.#files.get(table)!.write(row);
  }

  /** Does nothing: a row group is written when it is full. */
  flush(): void {}

  close(): void {
    closeAll(this.#files);
  }

  async #open(tables: readonly TableSchema[], saved?: ReturnType<ParquetSink['save']>): Promise<void> {
    // Only who writes Parquet loads the library.
    const parquet = await import('hyparquet-writer');
    for (const schema of tables) {
      const { name } = schema;
      const output = new OutputFile(join(this.#folder, `${name}.parquet`), saved?.[name]?.length);
      const file = new ParquetFile(parquet, output, schema, this.#rowGroup);
      this.#files.set(name, file);
      if (saved !== undefined) file.restore(saved[name]!);
    }
  }

  /** Rows held in memory. */
  get buffered(): number {
    let rows = 0;
    for (const file of this.#files.values()) rows += file.buffered;
    return rows;
  }
}

interface ParquetState {
  /** Bytes of the file. */
  readonly length: number;
  readonly rows: readonly Row[];
  readonly types: ReadonlyMap<string, ValueType> | undefined;
  /** Undefined before the first group. */
  readonly index: Pick<ParquetWriter, 'schema' | 'row_groups' | 'num_rows' | 'pendingIndexes'> | undefined;
}

class ParquetFile {
  readonly #parquet: typeof import('hyparquet-writer');
  readonly #file: OutputFile;
  readonly #schema: TableSchema;
  readonly #rowGroup: number;
  readonly #bytes: ByteWriter;
  #types: ReadonlyMap<string, ValueType> | undefined;
  #writer: ParquetWriter | undefined;
  #rows: Row[] = [];

  constructor(
    parquet: typeof import('hyparquet-writer'),
    file: OutputFile,
    schema: TableSchema,
    rowGroup: number,
  ) {
    this.#parquet = parquet;
    this.#file = file;
    this.#schema = schema;
    this.#rowGroup = rowGroup;
    this.#bytes = new parquet.ByteWriter();
  }

  get buffered(): number {
    return this.#rows.length;
  }

  write(row: Row): void {
    this.#rows.push(row);
    if (this.#rows.length >= this.#rowGroup) this.#writeGroup();
  }

  save(): ParquetState {
    this.#file.sync();
    return {
      length: this.#file.length,
      rows: this.#rows,
      types: this.#types,
      index: this.#writer && indexOf(this.#writer),
    };
  }

  restore({ rows, types, index, length }: ParquetState): void {
    this.#rows = [...rows];
    this.#types = types;
    if (index === undefined) return;
    this.#writer = this.#newWriter(index.schema);
    Object.assign(this.#writer, index);
    // The head is in the file already.
    this.#bytes.index = 0;
    this.#bytes.offset = length;
  }

  close(): void {
    try {
      this.#writeGroup();
      this.#writer!.finish();
      this.#toDisk();
    } finally {
      this.#file.close();
    }
  }

  #writeGroup(): void {
    const rows = this.#rows;
    this.#rows = [];
    this.#types ??= settle(this.#schema, rows);
    const columnData = Array.from(
      this.#types,
      ([name, type]): ColumnSource => ({
        name,
        type: PARQUET[type],
        data: rows.map((row) => this.#cell(name, type, row[name]!)),
      }),
    );
    this.#writer ??= this.#newWriter(this.#parquet.schemaFromColumnData({ columnData }));
    if (rows.length > 0) this.#writer.write({ columnData, rowGroupSize: rows.length });
    this.#toDisk();
  }

  #newWriter(schema: ParquetWriter['schema']): ParquetWriter {
    return new this.#parquet.ParquetWriter({ writer: this.#bytes, schema, createdBy: 'starling' });
  }

  /** Moves finished bytes to the file; the writer goes on counting offsets from the file's start. */
  #toDisk(): void {
    this.#file.append(new Uint8Array(this.#bytes.buffer, 0, this.#bytes.index));
    this.#bytes.index = 0;
  }

  #cell(name: string, type: ValueType, value: Value): Value | bigint {
    if (value === null) return null;
    if (type === 'integer' && Number.isSafeInteger(value)) return BigInt(value);
    if (type === typeof value) return value;
    throw new StarlingError(`Parquet column '${name}' holds ${type}s; got ${JSON.stringify(value)}.`, {
      place: this.#file.path,
      hint: "Give the column one type, or declare it in the collector's tables.",
    });
  }
}

const indexOf = ({ schema, row_groups, num_rows, pendingIndexes }: ParquetWriter): ParquetState['index'] => ({
  schema,
  row_groups,
  num_rows,
  pendingIndexes,
});

const PARQUET = {
  integer: 'INT64',
  number: 'DOUBLE',
  string: 'STRING',
  boolean: 'BOOLEAN',
  any: 'DOUBLE',
} as const;

/** The type of every column, `any` replaced by what the rows hold. */
function settle(schema: TableSchema, rows: readonly Row[]): ReadonlyMap<string, ValueType> {
  return new Map(
    Object.entries(schema.columns).map(([name, declared]) => {
      if (declared !== 'any') return [name, declared];
      const first = rows.find((row) => row[name] !== null)?.[name] ?? 0;
      return [name, typeof first as 'number' | 'string' | 'boolean'];
    }),
  );
}
