import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { StarlingError } from '../errors.js';
import { Sha256, type Sha256State } from './sha256.js';
import type { Row, Sink, TableSchema } from './sink.js';

/**
 * A running SHA-256 over the schema and every row in order: canonical JSON of [table, row], a line each.
 * Two runs that collected the same have the same digest, whatever other sinks they had.
 */
export class DigestSink implements Sink {
  /** The fast one, unless its state is to be saved. */
  #hash: ReturnType<typeof createHash> | Sha256 = createHash('sha256');

  open(tables: readonly TableSchema[]): void {
    for (const { name, columns } of tables) this.#add(name, Object.keys(columns));
  }

  write(table: string, row: Row): void {
    this.#add(table, row);
  }

  flush(): void {}

  close(): void {}

  willSave(): void {
    this.#hash = new Sha256();
  }

  /** @throws StarlingError where nobody said before the first row that it would be asked */
  save(): Sha256State {
    if (this.#hash instanceof Sha256) return this.#hash.save();
    throw new StarlingError('The digest of this run cannot be saved in the middle.', {
      hint: 'Say before the first step that the run keeps checkpoints: `checkpoints.follow(model)`.',
    });
  }

  reopen(_: readonly TableSchema[], saved: Sha256State): void {
    const hash = new Sha256();
    hash.restore(saved);
    this.#hash = hash;
  }

  /** The digest of what has been written so far, as 64 hexadecimal digits. */
  get digest(): string {
    return this.#hash instanceof Sha256 ? this.#hash.digest() : this.#hash.copy().digest('hex');
  }

  #add(table: string, content: Row | readonly string[]): void {
    this.#hash.update(`${canonicalJson([table, content])}\n`);
  }
}
