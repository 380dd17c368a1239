import type { Row, Sink, TableSchema } from './sink.js';

type MemoryState = ReadonlyMap<string, { readonly rows: Row[]; readonly next: number }>;

/** Keeps rows in memory: all of them, or the last `window` of each table. */
export class MemorySink implements Sink {
  readonly #window: number;
  /** Of each table a ring: `next` is the place of the oldest row once it is full. */
  readonly #tables = new Map<string, { rows: Row[]; next: number }>();

  constructor(options: { readonly window?: number } = {}) {
    this.#window = options.window ?? Number.POSITIVE_INFINITY;
  }

  open(tables: readonly TableSchema[]): void {
    for (const { name } of tables) this.#tables.set(name, { rows: [], next: 0 });
  }

  write(table: string, row: Row): void {
    const ring = this.#tables.get(table)!;
    if (ring.rows.length < this.#window) ring.rows.push(row);
    else if (this.#window > 0) {
      ring.rows[ring.next] = row;
      ring.next = (ring.next + 1) % this.#window;
    }
  }

  flush(): void {}

  close(): void {}

  /** The rows that are kept: all of them are part of a checkpoint. */
  save(): MemoryState {
    return this.#tables;
  }

  reopen(_: readonly TableSchema[], saved: MemoryState): void {
    for (const [name, { rows, next }] of saved) this.#tables.set(name, { rows: [...rows], next });
  }

  /** The rows that are kept, oldest first; none for a table that is not there. */
  rows(table: string): Row[] {
    const { rows, next } = this.#tables.get(table) ?? { rows: [], next: 0 };
    return [...rows.slice(next), ...rows.slice(0, next)];
  }
}
