import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import type { Row, Sink, TableSchema } from './sink.js';

/**
 * A running SHA-256 over the schema and every row in order: canonical JSON of [table, row], a line each.
 * Two runs that collected the same have the same digest, whatever other sinks they had.
 */
export class DigestSink implements Sink {
  readonly #hash = createHash('sha256');

  open(tables: readonly TableSchema[]): void {
    for (const { name, columns } of tables) this.#add(name, Object.keys(columns));
  }

  write(table: string, row: Row): void {
    this.#add(table, row);
  }

  flush(): void {}

  close(): void {}

  /** The digest of what has been written so far, as 64 hexadecimal digits. */
  get digest(): string {
    return this.#hash.copy().digest('hex');
  }

  #add(table: string, content: Row | readonly string[]): void {
    this.#hash.update(`${canonicalJson([table, content])}\n`);
  }
}
