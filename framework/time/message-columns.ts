import { StarlingError } from '../errors.js';
import { type ArraysOf, type ColumnArray, type Columns, type ColumnType, columnOf } from '../sets/columns.js';

/** One value a message in each column. */
export type MessageArrays<C extends Columns> = ArraysOf<C>;

/** Messages in the order of posting (those of a key, where they are readable), as plain data. */
export interface SavedMessageBatch {
  /** The key of each message. */
  readonly keys: Uint32Array;
  /** By column, one value a message. */
  readonly columns: Readonly<Record<string, ColumnArray>>;
}

/** Messages as columns, as plain data. */
export interface SavedMessageColumns {
  /** Posted since the last flip. */
  readonly posted: SavedMessageBatch;
  /** Readable until the next. */
  readonly readable: SavedMessageBatch;
}

const LEAST_CAPACITY = 64;

/**
 * Messages as columns. A key is an integer in 0 … keys − 1: a row, the index of a cell, or always 0 for messages to
 * everybody. `flip` makes what was posted readable, the messages of a key side by side in the order of posting (a
 * counting sort: linear in messages and keys), so reading a key is walking a slice:
 *
 *     const { amount } = letters.columns;
 *     for (let m = letters.start(i); m < letters.end(i); m++) wealth[i]! += amount[m]!;
 */
export class MessageColumns<C extends Columns> {
  /** Keys are 0 … keys − 1. */
  readonly keys: number;
  readonly #names: readonly string[];
  #postedKeys = new Uint32Array(LEAST_CAPACITY);
  #posted: Record<string, ColumnArray> = {};
  #count = 0;
  #readable: Record<string, ColumnArray> = {};
  /** Key k has the messages #first[k] … #first[k + 1] − 1. The last entry is there for sorting. */
  readonly #first: Uint32Array;
  #columns: MessageArrays<C>;

  /** @throws StarlingError for a number of keys that is not whole and in 1 … 2^32 − 1, or a column of more than one value */
  constructor(keys: number, columns: C) {
    if (!Number.isInteger(keys) || keys < 1 || keys > 0xffffffff)
      throw new StarlingError(`The number of keys is whole and at least 1; got ${keys}.`);
    this.keys = keys;
    this.#names = Object.keys(columns);
    this.#first = new Uint32Array(keys + 2);
    for (const [name, given] of Object.entries(columns)) {
      const { type, shape } = columnOf(given);
      if (shape.length > 0)
        throw new StarlingError(`Column '${name}' of a message holds one number, not [${shape.join(', ')}].`);
      this.#posted[name] = new type(LEAST_CAPACITY);
      this.#readable[name] = new type(LEAST_CAPACITY);
    }
    this.#columns = this.#views(0);
  }

  /** Messages that can be read, over all keys. */
  get size(): number {
    return this.#first[this.keys]!;
  }

  /** The readable messages, `size` of them, by key. Valid until the next flip. */
  get columns(): MessageArrays<C> {
    return this.#columns;
  }

  /** Index of a key's first message in `columns`. */
  start(key: number): number {
    return this.#first[key]!;
  }

  /** The index after a key's last message. */
  end(key: number): number {
    return this.#first[key + 1]!;
  }

  /** A key's values in one column: a window, not a copy. */
  to<K extends keyof C>(key: number, name: K): ArraysOf<C>[K] {
    return this.#columns[name].subarray(this.start(key), this.end(key)) as ArraysOf<C>[K];
  }

  /** @throws StarlingError for a key out of range */
  post(key: number, values: { readonly [K in keyof C]: number }): void {
    if (!(key >= 0 && key < this.keys && Number.isInteger(key))) this.#refuse(key);
    const at = this.#count;
    this.#reserve(at + 1);
    this.#postedKeys[at] = key;
    for (const name of this.#names) this.#posted[name]![at] = values[name]!;
    this.#count = at + 1;
  }

  /**
   * Posts a message for each of `keys`, with the values beside it.
   * @throws StarlingError for a key out of range, or columns of another length; then nothing is posted
   */
  postAll(keys: ArrayLike<number>, values: { readonly [K in keyof C]: ArrayLike<number> }): void {
    const { length } = keys;
    for (let i = 0; i < length; i++) {
      const key = keys[i]!;
      if (!(key >= 0 && key < this.keys && Number.isInteger(key))) this.#refuse(key);
    }
    for (const name of this.#names)
      if (values[name]!.length !== length)
        throw new StarlingError(`There are ${length} keys, but ${values[name]!.length} values of '${name}'.`);
    this.#reserve(this.#count + length);
    this.#postedKeys.set(keys, this.#count);
    for (const name of this.#names) this.#posted[name]!.set(values[name]!, this.#count);
    this.#count += length;
  }

  /** What was posted since the last flip can be read from now on; what could be read is gone. */
  flip(): void {
    const first = this.#first.fill(0);
    const keys = this.#postedKeys;
    const count = this.#count;
    for (let m = 0; m < count; m++) first[keys[m]! + 2]!++;
    for (let key = 2; key < first.length; key++) first[key]! += first[key - 1]!;
    // first[k + 1] is where the next message of k goes; once all are there, it is where those of k + 1 begin.
    const places = new Uint32Array(count);
    for (let m = 0; m < count; m++) places[m] = first[keys[m]! + 1]!++;
    for (const name of this.#names) {
      const from = this.#posted[name]!;
      const to = grown(this.#readable[name]!, count, 0);
      for (let m = 0; m < count; m++) to[places[m]!] = from[m]!;
      this.#readable[name] = to;
    }
    this.#count = 0;
    this.#columns = this.#views(count);
  }

  /** Drops all messages. */
  clear(): void {
    this.#count = 0;
    this.flip();
  }

  /** For a checkpoint. */
  save(): SavedMessageColumns {
    const readers = new Uint32Array(this.size);
    for (let key = 0; key < this.keys; key++) readers.fill(key, this.start(key), this.end(key));
    return {
      posted: this.#batch(this.#postedKeys.slice(0, this.#count), this.#posted),
      readable: this.#batch(readers, this.#readable),
    };
  }

  restore({ readable, posted }: SavedMessageColumns): void {
    this.#count = 0;
    this.postAll(readable.keys, readable.columns as { readonly [K in keyof C]: ArrayLike<number> });
    this.flip();
    this.postAll(posted.keys, posted.columns as { readonly [K in keyof C]: ArrayLike<number> });
  }

  #batch(keys: Uint32Array, arrays: Readonly<Record<string, ColumnArray>>): SavedMessageBatch {
    const columns = this.#names.map((name) => [name, arrays[name]!.slice(0, keys.length)]);
    return { keys, columns: Object.fromEntries(columns) };
  }

  #views(count: number): MessageArrays<C> {
    const views = this.#names.map((name) => [name, this.#readable[name]!.subarray(0, count)]);
    return Object.fromEntries(views) as MessageArrays<C>;
  }

  #reserve(length: number): void {
    if (length <= this.#postedKeys.length) return;
    this.#postedKeys = grown(this.#postedKeys, length, this.#count) as Uint32Array<ArrayBuffer>;
    for (const name of this.#names)
      this.#posted[name] = grown(this.#posted[name]!, this.#postedKeys.length, this.#count);
  }

  #refuse(key: number): never {
    throw new StarlingError(`A key is an integer in 0 … ${this.keys - 1}; got ${key}.`);
  }
}

/** An array of at least `length`, at least twice as long as before where it was too short, with the first `kept` values. */
function grown<T extends ColumnArray>(array: T, length: number, kept: number): T {
  if (array.length >= length) return array;
  const type = array.constructor as ColumnType<T>;
  const longer = new type(Math.max(length, array.length * 2));
  longer.set(array.subarray(0, kept));
  return longer;
}
