import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { StarlingError } from '../errors.js';
import { Sha256, type Sha256State } from './sha256.js';
import type { Row, Sink, TableSchema } from './sink.js';

/** Characters that are hashed at a time. */
const ENOUGH = 4096;

/** How the rows of a table are written: its columns in the order of their names, and the text before each value. */
interface Plan {
  readonly opening: string;
  readonly columns: readonly string[];
  readonly before: readonly string[];
}

/**
 * A running SHA-256 over the schema and every row in order: canonical JSON of [table, row], a line each.
 * Two runs that collected the same have the same digest, whatever other sinks they had.
 */
export class DigestSink implements Sink {
  /** The fast one, unless its state is to be saved. */
  #hash: ReturnType<typeof createHash> | Sha256 = createHash('sha256');
  /** What is still to be hashed. */
  #text = '';
  readonly #plans = new Map<string, Plan>();

  open(tables: readonly TableSchema[]): void {
    this.#plan(tables);
    for (const { name, columns } of tables) this.#add(`${canonicalJson([name, Object.keys(columns)])}\n`);
  }

  write(table: string, row: Row): void {
    const plan = this.#plans.get(table);
    if (plan === undefined) throw new StarlingError(`There is no table '${table}'.`);
    const { opening, columns, before } = plan;
    let text = opening;
    for (let k = 0; k < columns.length; k++) {
      const value = row[columns[k]!];
      text += before[k]!;
      text += Number.isFinite(value) ? value : canonicalJson(value!);
    }
    this.#add(`${text}}]\n`);
  }

  flush(): void {}

  close(): void {}

  willSave(): void {
    this.#hash = new Sha256();
  }

  /** @throws StarlingError where nobody said before the first row that it would be asked */
  save(): Sha256State {
    this.#catchUp();
    if (this.#hash instanceof Sha256) return this.#hash.save();
    throw new StarlingError('The digest of this run cannot be saved in the middle.', {
      hint: 'Say before the first step that the run keeps checkpoints: `checkpoints.follow(model)`.',
    });
  }

  reopen(tables: readonly TableSchema[], saved: Sha256State): void {
    this.#plan(tables);
    this.#text = '';
    const hash = new Sha256();
    hash.restore(saved);
    this.#hash = hash;
  }

  /** The digest of what has been written so far, as 64 hexadecimal digits. */
  get digest(): string {
    this.#catchUp();
    return this.#hash instanceof Sha256 ? this.#hash.digest() : this.#hash.copy().digest('hex');
  }

  #plan(tables: readonly TableSchema[]): void {
    for (const { name, columns } of tables) {
      const sorted = Object.keys(columns).sort();
      const before = sorted.map((column, k) => `${k === 0 ? '' : ','}${canonicalJson(column)}:`);
      this.#plans.set(name, { opening: `[${canonicalJson(name)},{`, columns: sorted, before });
    }
  }

  #add(text: string): void {
    this.#text += text;
    if (this.#text.length >= ENOUGH) this.#catchUp();
  }

  #catchUp(): void {
    if (this.#text === '') return;
    this.#hash.update(this.#text);
    this.#text = '';
  }
}
