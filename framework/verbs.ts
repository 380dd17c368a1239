import type { RandomCursor } from './random/index.js';
import type { Groups } from './sets/groups.js';
import type { SortKey, SortOptions } from './sets/order.js';
import type { Reduced, Reducers } from './sets/reduce.js';

/** Which items to keep: those that pass `filter`, in the order of the set. */
export interface Selection<Item> {
  /** Whether an item is kept; all are where absent. */
  readonly filter?: (item: Item) => boolean;
  /** A whole number: so many, the first ones. A number between 0 and 1: that share of the set's size, rounded down. */
  readonly atMost?: number;
}

/** Names of the fields in `V` whose values are `T`. */
export type FieldOf<V, T> = { [K in keyof V]: V[K] extends T ? K : never }[keyof V];
/** Names of the fields in `V` that hold one number. */
export type NumberField<V> = FieldOf<V, number>;

/** A field of numbers, or a number computed for each item. */
export type NumberOf<Item, V> = NumberField<V> | ((item: Item) => number);

/** With which chances. */
export interface SampleOptions<W> {
  /**
   * Chances in proportion to this field or function instead of equal ones: whole numbers ≥ 0, their sum at most
   * 2^53 − 1. What weighs 0 is never drawn.
   */
  readonly weight?: W;
}

/** What can be reduced to numbers, by a field or function `W`. */
export interface Summed<W> {
  /** How many items it has. */
  readonly size: number;
  /**
   * Reduces a field of numbers, or a number computed for each item, in the order of the set: by a named reducer, by a
   * list of them (then the answer has their names), or by a function of all values.
   */
  agg<const R extends Reducers>(field: W, reducer: R): Reduced<R>;
}

/**
 * What `AgentSet` (objects) and `Population` (columns) both answer; an item is an agent, or the index of a row.
 * `V` are the values of an item by field, `L` what `get` answers for a field.
 *
 * Verbs that answer a set make a new one and leave this as it is. Verbs that take chance take a cursor: the random
 * source is always a parameter. During a pass, what has been removed is passed over, and what is born waits for the
 * next pass.
 */
export interface Verbs<Item, Self extends Summed<NumberOf<Item, V>>, V, L extends { [K in keyof V]: unknown }>
  extends Summed<NumberOf<Item, V>>,
    Iterable<Item> {
  /** Items that are alive. */
  readonly size: number;
  /** Whether an item is in the set and alive. */
  has(item: Item): boolean;
  /** The item at a place in the order of the set, from 0, or from the end where negative; undefined beyond. */
  at(place: number): Item | undefined;
  /** A copy of the items, in order. */
  toArray(): ArrayLike<Item> & Iterable<Item>;

  /** @throws StarlingError for an `atMost` that is neither a count nor a share */
  select(selection: Selection<Item> | ((item: Item) => boolean)): Self;
  /** By a field or a function, ascending; ties by id. @throws StarlingError for keys without an order */
  sort(key: FieldOf<V, SortKey> | ((item: Item) => SortKey), options?: SortOptions): Self;
  /** In random order. */
  shuffle(random: RandomCursor): Self;
  /**
   * `count` different items in random order, all of them when there are fewer.
   * @throws StarlingError for weights that are not whole numbers ≥ 0
   */
  sample(count: number, random: RandomCursor, options?: SampleOptions<NumberOf<Item, V>>): Self;
  /** One item at random, undefined when there is none: in constant time, with weights in linear. */
  pick(random: RandomCursor, options?: SampleOptions<NumberOf<Item, V>>): Item | undefined;

  /** Acts with each item, in order. */
  do(act: (item: Item) => void): Self;
  /** Like `shuffle(random).do(act)`, without making a set. `act` gets the cursor, too, for draws of its own after it. */
  shuffleDo(act: (item: Item, random: RandomCursor) => void, random: RandomCursor): Self;
  /** What `from` answers for each item, in order. */
  map<R>(from: (item: Item) => R): R[];
  /** The values of a field, in the order of the set; of several fields, each under its name. */
  get<K extends keyof V>(field: K): L[K];
  get<K extends keyof V>(fields: readonly K[]): { readonly [F in K]: L[F] };
  /** Gives a field the same value in every item, or one computed for each. */
  set<K extends keyof V>(field: K, value: V[K] | ((item: Item) => V[K])): Self;
  /** By a field; groups in the order in which their first item comes. */
  groupBy<K extends keyof V>(field: K): Groups<V[K], Self, NumberOf<Item, V>>;
  /** By a function. */
  groupBy<K>(key: (item: Item) => K): Groups<K, Self, NumberOf<Item, V>>;

  /** These items, then those of `other` that are not among them. */
  union(other: Iterable<Item>): Self;
  /** Those that `other` names too. */
  intersection(other: Iterable<Item>): Self;
  /** Those that `other` does not name. */
  difference(other: Iterable<Item>): Self;
  /** These items that are not in `other`, then those of `other` that are not among these. */
  symmetricDifference(other: Iterable<Item>): Self;
}
