import type { DuckDBConnection } from '@duckdb/node-api';
import { RunReader } from '../../../framework/experiment/store/index.js';
import { sweepPaths } from '../../sweep/folder.js';
import { partsOf } from '../../sweep/results/parts.js';

/** Rows of a table by run and by steps that are taken together. */
export interface Binned {
  /** Key of the run. */
  readonly key: string;
  /** Which steps, from 0. */
  readonly bin: number;
  /** By expression: null where its rows have no value. */
  readonly values: readonly (number | null)[];
}

/** Steps that are taken together, so that a curve has few points whatever the length of a run. */
export interface Bins {
  readonly first: number;
  /** Steps in each. */
  readonly width: number;
  readonly count: number;
}

/** The table `model` of a sweep: what each run collected at its steps. */
export class ModelRows {
  /** Columns that hold numbers, the step left out, in order. */
  readonly columns: readonly string[];
  readonly #connection: DuckDBConnection;
  readonly #close: () => void;

  private constructor(connection: DuckDBConnection, columns: readonly string[], close: () => void) {
    this.#connection = connection;
    this.columns = columns;
    this.#close = close;
  }

  /** Undefined where the sweep kept no such rows, or none with a step. */
  static async open(folder: string): Promise<ModelRows | undefined> {
    const files = partsIn(folder);
    if (files.length === 0) return undefined;
    const { DuckDBInstance } = await import('@duckdb/node-api');
    // One thread adds up in the order of the files: the same sums on every machine.
    const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' });
    const connection = await instance.connect();
    const close = () => {
      connection.closeSync();
      instance.closeSync();
    };
    const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
    await connection.run(`CREATE VIEW rows AS SELECT * FROM read_parquet([${list}], union_by_name = true)`);
    const described = (await connection.runAndReadAll('DESCRIBE rows')).getRowObjectsJson();
    const named = described.map((row) => [String(row['column_name']), String(row['column_type'])] as const);
    const columns = named.filter(([, type]) => NUMERIC.has(type)).map(([name]) => name);
    if (columns.includes('step')) {
      const others = columns.filter((name) => name !== 'step');
      return new ModelRows(connection, others, close);
    }
    close();
    return undefined;
  }

  /** At most `most` bins over all steps that any run has. */
  async bins(most: number): Promise<Bins> {
    const reader = await this.#connection.runAndReadAll('SELECT min(step), max(step) FROM rows');
    const [first, last] = reader.getRows()[0]!.map(Number) as [number, number];
    const width = Math.max(1, Math.ceil((last - first + 1) / most));
    return { first, width, count: Math.floor((last - first) / width) + 1 };
  }

  /** Aggregates over the rows of each run in each bin, by key and bin. */
  async *binned(expressions: readonly string[], { first, width }: Bins): AsyncGenerator<Binned, void> {
    const result = await this.#connection.stream(
      `SELECT key, (step - ${first}) // ${width} AS bin, ${expressions.join(', ')}
        FROM rows GROUP BY key, bin ORDER BY key, bin`,
    );
    for await (const rows of result.yieldRows())
      for (const [key, bin, ...values] of rows)
        yield {
          key: String(key),
          bin: Number(bin),
          values: values.map((value) => (value === null ? null : Number(value))),
        };
  }

  close(): void {
    this.#close();
  }
}

const NUMERIC: ReadonlySet<string> = new Set(['BIGINT', 'INTEGER', 'DOUBLE', 'FLOAT', 'BOOLEAN']);

/** A column's name in a query. */
export const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`;

function partsIn(folder: string): string[] {
  const table = RunReader.open(sweepPaths(folder).runs);
  try {
    return partsOf(table, folder).flatMap(({ name, path }) => (name === 'model' ? path : []));
  } finally {
    table.close();
  }
}
