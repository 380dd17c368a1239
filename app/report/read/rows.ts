import { openSnapshot, type Snapshot } from '../../sweep/results/index.js';

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
  readonly #snapshot: Snapshot;

  private constructor(snapshot: Snapshot, columns: readonly string[]) {
    this.#snapshot = snapshot;
    this.columns = columns;
  }

  /** Undefined where the sweep kept no such rows, or none with a step. */
  static async open(folder: string): Promise<ModelRows | undefined> {
    // One thread adds up in the order of the rows: the same sums on every machine.
    const snapshot = await openSnapshot(folder, false, { threads: '1', memory_limit: '512MB' });
    const table = snapshot.tables.find(({ name }) => name === 'model');
    const numbers = Object.entries(table?.columns ?? {}).flatMap(([name, type]) =>
      type === 'string' ? [] : name,
    );
    if (table !== undefined && table.files.length > 0 && numbers.includes('step'))
      return new ModelRows(
        snapshot,
        numbers.filter((name) => name !== 'step'),
      );
    snapshot.close();
    return undefined;
  }

  /** At most `most` bins over all steps that any run has. */
  async bins(most: number): Promise<Bins> {
    const reader = await this.#snapshot.connection.runAndReadAll('SELECT min(step), max(step) FROM model');
    const [first, last] = reader.getRows()[0]!.map(Number) as [number, number];
    const width = Math.max(1, Math.ceil((last - first + 1) / most));
    return { first, width, count: Math.floor((last - first) / width) + 1 };
  }

  /** Aggregates over the rows of each run in each bin, by key and bin. */
  async *binned(expressions: readonly string[], { first, width }: Bins): AsyncGenerator<Binned, void> {
    const result = await this.#snapshot.connection.stream(
      `SELECT key, (step - ${first}) // ${width} AS bin, ${expressions.join(', ')}
        FROM model GROUP BY key, bin ORDER BY key, bin`,
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
    this.#snapshot.close();
  }
}
