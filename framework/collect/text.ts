import { join } from 'node:path';
import { closeAll, OutputFile } from './files.js';
import type { Row, Sink, TableSchema } from './sink.js';

/** How a text file is written. */
export interface TextSinkOptions {
  /** Rows of a table held in memory before they are written (1024). */
  readonly buffer?: number;
}

/** How a text format writes its head and its rows; each text ends with a line break. */
export interface TextFormat {
  readonly extension: string;
  head(schema: TableSchema): string;
  row(row: Row): string;
}

/** One text file per table in a folder, which is made; files of an earlier run are replaced. */
export class TextSink implements Sink {
  readonly #folder: string;
  readonly #format: TextFormat;
  readonly #limit: number;
  readonly #files = new Map<string, TextFile>();

  constructor(folder: string, format: TextFormat, options: TextSinkOptions = {}) {
    this.#folder = folder;
    this.#format = format;
    this.#limit = options.buffer ?? 1024;
  }

  open(tables: readonly TableSchema[]): void {
    for (const schema of tables) this.#open(schema).write(this.#format.head(schema));
  }

  /** Bytes of each table's file. */
  save(): Record<string, number> {
    return Object.fromEntries(Array.from(this.#files, ([table, file]) => [table, file.save()]));
  }

  reopen(tables: readonly TableSchema[], saved: ReturnType<TextSink['save']>): void {
    for (const schema of tables) this.#open(schema, saved[schema.name]);
  }

  write(table: string, row: Row): void {
    this.#files.get(table)!.write(this.#format.row(row));
  }

  flush(): void {
    for (const file of this.#files.values()) file.flush();
  }

  close(): void {
    closeAll(this.#files);
  }

  #open({ name }: TableSchema, length?: number): TextFile {
    const path = join(this.#folder, `${name}.${this.#format.extension}`);
    const file = new TextFile(new OutputFile(path, length), this.#limit);
    this.#files.set(name, file);
    return file;
  }

  /** Rows held in memory: at most the buffer's size per table. */
  get buffered(): number {
    let rows = 0;
    for (const file of this.#files.values()) rows += file.buffered;
    return rows;
  }
}

class TextFile {
  readonly #file: OutputFile;
  readonly #limit: number;
  #texts: string[] = [];

  constructor(file: OutputFile, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  get buffered(): number {
    return this.#texts.length;
  }

  write(text: string): void {
    if (text === '') return;
    this.#texts.push(text);
    if (this.#texts.length >= this.#limit) this.flush();
  }

  flush(): void {
    if (this.#texts.length === 0) return;
    const bytes = Buffer.from(this.#texts.join(''));
    this.#texts = [];
    this.#file.append(bytes);
  }

  save(): number {
    this.flush();
    this.#file.sync();
    return this.#file.length;
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.#file.close();
    }
  }
}
