import { StarlingError } from '../errors.js';
import type { RandomCursor } from '../random/index.js';
import { borrow, giveBack } from '../sets/scratch.js';
import type { Moment, Slots } from './slots.js';

/** Which rows a population shows: all in use, rising, or some that were chosen, in an order of their own. */
export class View {
  readonly #slots: Slots;
  /** The rows that were chosen; undefined for all. */
  #rows: Uint32Array | undefined;
  /** Of chosen rows: whose id is lower may be among them, and the deaths they know of. */
  readonly #before: number;
  #deaths: number;
  readonly #moves: number;
  /** Chosen rows as a set, made when one is first looked for. */
  #known: ReadonlySet<number> | undefined;

  constructor(slots: Slots, rows?: Uint32Array, { deaths, next }: Moment = slots) {
    this.#slots = slots;
    this.#rows = rows;
    this.#deaths = deaths;
    this.#before = next;
    this.#moves = slots.moves;
  }

  /** All rows, those of newborns to come among them. */
  get whole(): boolean {
    return this.#rows === undefined;
  }

  /** All rows, and each in use is alive: the place of a row is its index. */
  get dense(): boolean {
    return this.#rows === undefined && this.#slots.dense;
  }

  get size(): number {
    return this.#rows === undefined ? this.#slots.size : this.#living(this.#rows).length;
  }

  has(row: number): boolean {
    const slots = this.#slots;
    const rows = this.#rows;
    if (rows === undefined) return slots.has(row);
    if (this.#moves !== slots.moves) throw moved();
    this.#known ??= new Set(rows);
    return this.#known.has(row) && slots.lives(row, this.#before);
  }

  at(place: number): number | undefined {
    if (!this.dense) return this.living().at(place);
    const { size } = this.#slots;
    const row = place < 0 ? size + place : place;
    return row >= 0 && row < size ? row : undefined;
  }

  /** The living rows, in order. Not to be changed. */
  living(): Uint32Array {
    return this.#rows === undefined ? this.toArray() : this.#living(this.#rows);
  }

  /** A copy of the living rows, in order. */
  toArray(): Uint32Array {
    if (this.#rows !== undefined) return this.#living(this.#rows).slice();
    const rows = new Uint32Array(this.#slots.size);
    this.#slots.list(rows);
    return rows;
  }

  *[Symbol.iterator](): Generator<number, void, undefined> {
    const slots = this.#slots;
    const { moves } = slots;
    const rows = this.#rows === undefined ? undefined : this.#living(this.#rows);
    const before = rows === undefined ? slots.next : this.#before;
    const end = rows === undefined ? slots.end : rows.length;
    for (let at = 0; at < end; at++) {
      if (slots.moves !== moves) throw moved();
      const row = rows === undefined ? at : rows[at]!;
      if (slots.lives(row, before)) yield row;
    }
  }

  /** Acts with each row that lives when its turn comes, newborns left out. */
  pass(act: (row: number) => void): void {
    const slots = this.#slots;
    const rows = this.#rows === undefined ? undefined : this.#living(this.#rows);
    slots.passes++;
    try {
      if (rows === undefined) {
        const { end, next } = slots;
        for (let row = 0; row < end; row++) if (slots.lives(row, next)) act(row);
      } else this.#walk(rows, act, this.#before);
    } finally {
      slots.passes--;
    }
  }

  /** As `pass`, in random order. */
  passShuffled(act: (row: number, random: RandomCursor) => void, random: RandomCursor): void {
    const slots = this.#slots;
    const { next } = slots;
    const scratch = borrow(this.size);
    const order = scratch.subarray(0, this.#list(scratch));
    random.shuffle(order);
    slots.passes++;
    try {
      for (let at = 0; at < order.length; at++) {
        const row = order[at]!;
        if (slots.lives(row, next)) act(row, random);
      }
    } finally {
      slots.passes--;
    }
    giveBack(scratch);
  }

  /** At most `limit` living rows that pass a filter. */
  select(filter: ((row: number) => boolean) | undefined, limit: number): Uint32Array {
    const slots = this.#slots;
    const scratch = borrow(this.size);
    const from = this.#rows === undefined ? undefined : this.#living(this.#rows);
    const end = from === undefined ? slots.end : from.length;
    const before = from === undefined ? slots.next : this.#before;
    let count = 0;
    for (let at = 0; at < end && count < limit; at++) {
      const row = from === undefined ? at : from[at]!;
      if (slots.lives(row, before) && (filter === undefined || filter(row))) scratch[count++] = row;
    }
    const rows = scratch.slice(0, count);
    giveBack(scratch);
    return rows;
  }

  /** A living row at random. */
  pick(random: RandomCursor): number | undefined {
    if (this.#rows !== undefined) return random.pick(this.#living(this.#rows));
    const { end, size, next } = this.#slots;
    // Where few rows in use are empty, a try or two meet a living one.
    for (let tries = 0; tries < 64 && size > 0; tries++) {
      const row = random.below(end);
      if (this.#slots.lives(row, next)) return row;
    }
    return random.pick(this.toArray());
  }

  #walk(rows: Uint32Array, act: (row: number) => void, before: number): void {
    const slots = this.#slots;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      if (slots.lives(row, before)) act(row);
    }
  }

  /** Chosen rows without those whose agents have died. */
  #living(rows: Uint32Array): Uint32Array {
    const slots = this.#slots;
    if (this.#moves !== slots.moves) throw moved();
    if (this.#deaths === slots.deaths) return rows;
    this.#deaths = slots.deaths;
    this.#rows = rows.filter((row) => slots.lives(row, this.#before));
    return this.#rows;
  }

  /** Writes the living rows, in order, to the start of `into`; answers how many. */
  #list(into: Uint32Array): number {
    if (this.#rows === undefined) return this.#slots.list(into);
    const rows = this.#living(this.#rows);
    into.set(rows);
    return rows.length;
  }
}

function moved(): StarlingError {
  return new StarlingError('The rows of this view were moved by compact() or restore().', {
    hint: 'Select anew after it.',
  });
}
