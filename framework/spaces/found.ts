import type { Item } from './item.js';
import { grown, type Keys } from './keys.js';

/**
 * What a query found, for loops that must not make garbage: the space's own, overwritten by its next query. Whoever
 * places or removes items in such a loop uses `forEachWithin` or `neighbours` instead.
 *
 *     const near = grid.near(row, 2);
 *     for (let k = 0; k < near.count; k++) if (group[near.rows[k]!] === mine) alike++;
 */
export class Found<I extends Item> {
  readonly #keys: Keys<I>;
  /** How many were found. */
  count = 0;
  /** The first `count` are the rows found. (Where the space holds agents, use `item`.) */
  rows = new Int32Array(16);

  constructor(keys: Keys<I>) {
    this.#keys = keys;
  }

  /** The k-th item found, k from 0 to `count` − 1. */
  item(k: number): I {
    return this.#keys.item(this.rows[k]!);
  }

  /** How many of those found fulfil a condition. It must not ask or change the space. */
  countWhere(where: (item: I) => boolean): number {
    const { rows, count } = this;
    const { agents } = this.#keys;
    let found = 0;
    if (agents === undefined) for (let k = 0; k < count; k++) found += Number(where(rows[k]! as I));
    else for (let k = 0; k < count; k++) found += Number(where(agents[rows[k]!]!));
    return found;
  }

  /** A new array of what was found. */
  toArray(): I[] {
    const items = new Array<I>(this.count);
    for (let k = 0; k < this.count; k++) items[k] = this.#keys.item(this.rows[k]!);
    return items;
  }

  /** @internal makes room for so many */
  reserve(count: number): void {
    if (count > this.rows.length) this.rows = new Int32Array(2 * count);
  }

  /** @internal makes room for so many, and keeps what is there */
  widen(count: number): Int32Array {
    this.rows = grown(this.rows, count - 1);
    return this.rows;
  }

  /** @internal */
  add(key: number): void {
    if (this.count === this.rows.length) this.rows = grown(this.rows, this.count);
    this.rows[this.count++] = key;
  }
}

/** Buffers for visits, which may begin further visits: one for each that is under way. */
export class Visits<F> {
  readonly #keys: Pick<Keys<Item>, 'hold' | 'release'>;
  readonly #newFound: () => F;
  readonly #buffers: F[] = [];
  #depth = 0;

  constructor(keys: Pick<Keys<Item>, 'hold' | 'release'>, newFound: () => F) {
    this.#keys = keys;
    this.#newFound = newFound;
  }

  /** A buffer that stays the caller's until it calls `end`. */
  begin(): F {
    this.#keys.hold();
    const depth = this.#depth++;
    this.#buffers[depth] ??= this.#newFound();
    return this.#buffers[depth];
  }

  end(): void {
    this.#depth--;
    this.#keys.release();
  }
}
