import { StarlingError } from '../errors.js';
import type { AgentLike } from '../members.js';
import type { Item } from './item.js';
import { nameOf } from './space.js';

/** A space holds rows, or agents. */
export type Kind = 'rows' | 'agents';

/**
 * Small integers for the items of a space, by which it keeps what it knows of them in typed arrays. A row is its own
 * key; agents get slots, which are used again, so that memory follows how many there are and not how many there were
 * (but for four bytes an id).
 */
export class Keys<I extends Item> {
  /** By slot; undefined for rows. */
  #agents: (AgentLike | undefined)[] | undefined;
  #kind: Kind | undefined;
  #count = 0;
  /** By id, −1 where none. */
  #slots = new Int32Array(0);
  #ids: Int32Array | undefined;
  readonly #free: number[] = [];
  /** Visits under way, and the slots left during them: nobody may enter these before all visits have ended. */
  #visits = 0;
  readonly #left: number[] = [];

  /** What the space holds; `rows` while it is empty. */
  get kind(): Kind {
    return this.#kind ?? 'rows';
  }

  /** The item that was saved by its row, or its agent's id. @throws StarlingError for an agent that is not there */
  saved(kind: Kind, id: number, agentOf: ((id: number) => I | undefined) | undefined): I {
    const item = kind === 'rows' ? (id as I) : agentOf?.(id);
    if (item === undefined) throw new StarlingError(`The agent ${id} of the saved space is not there.`);
    return item;
  }

  /** The key of an item; −1 for an agent that has none. */
  of(item: I): number {
    if (typeof item === 'number') return item;
    const slot = item.id < this.#slots.length ? this.#slots[item.id]! : -1;
    return slot >= 0 && this.#agents![slot] === item ? slot : -1;
  }

  item(key: number): I {
    return (this.#agents === undefined ? key : this.#agents[key]!) as I;
  }

  /** Agents by slot; undefined where items are rows. */
  get agents(): readonly (I | undefined)[] | undefined {
    return this.#agents as (I | undefined)[] | undefined;
  }

  /** Slots by id, −1 where none. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** The agents' ids by key; undefined for rows, whose keys say their order themselves. */
  get ids(): Int32Array | undefined {
    return this.#ids;
  }

  /** Gives an item that enters the space its key. */
  enter(item: I): number {
    const kind = typeof item === 'number' ? 'rows' : 'agents';
    if (kind !== (this.#kind ?? kind))
      throw new StarlingError(`${nameOf(item)} cannot enter: a space holds rows or agents, not both.`);
    if (typeof item === 'number' && !(Number.isInteger(item) && item >= 0 && item <= 0x7fffffff))
      throw new StarlingError(`A row is a whole number of 0 … 2^31 − 1; got ${item}.`);
    this.#kind = kind;
    this.#count++;
    if (typeof item === 'number') return item;
    this.#agents ??= [];
    this.#ids ??= new Int32Array(0);
    const slot = this.#free.pop() ?? this.#agents.length;
    this.#agents[slot] = item;
    if (item.id >= this.#slots.length) this.#slots = grown(this.#slots, item.id, -1);
    this.#slots[item.id] = slot;
    if (slot >= this.#ids.length) this.#ids = grown(this.#ids, slot);
    this.#ids[slot] = item.id;
    return slot;
  }

  leave(key: number): void {
    this.#count--;
    if (this.#agents !== undefined) {
      this.#slots[this.#agents[key]!.id] = -1;
      this.#agents[key] = undefined;
      (this.#visits > 0 ? this.#left : this.#free).push(key);
    }
    this.#reopen();
  }

  /** A visit begins: until it ends, no key that was given is given again. */
  hold(): void {
    this.#visits++;
  }

  /** A visit ends. */
  release(): void {
    if (--this.#visits > 0 || this.#left.length === 0) return;
    for (const slot of this.#left) this.#free.push(slot);
    this.#left.length = 0;
    this.#reopen();
  }

  /** A space that is empty again is open to both kinds, as at first. */
  #reopen(): void {
    if (this.#count === 0 && this.#visits === 0) this.clear();
  }

  clear(): void {
    this.#agents = undefined;
    this.#ids = undefined;
    this.#kind = undefined;
    this.#count = 0;
    this.#slots = new Int32Array(0);
    this.#free.length = 0;
    this.#left.length = 0;
  }
}

/** A longer copy that has a place `index`, at least twice as long; what is new holds `filler`. */
export function grown<A extends Int32Array | Float64Array>(values: A, index: number, filler = 0): A {
  const longer = new (values.constructor as new (length: number) => A)(
    Math.max(16, values.length * 2, index + 1),
  );
  longer.set(values);
  return longer.fill(filler, values.length) as A;
}
