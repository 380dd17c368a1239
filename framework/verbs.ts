import { StarlingError } from './errors.js';
import type { RandomCursor } from './random/index.js';

/** Which items to keep: all that pass `filter`, at most `atMost` of them, in the order of the set. */
export interface Selection<Item> {
  readonly filter?: (item: Item) => boolean;
  readonly atMost?: number;
}

/** How many values make one: a named reducer, or any function of the values. */
export type Reducer<R> = 'sum' | 'mean' | 'min' | 'max' | ((values: ArrayLike<number>) => R);

export type SortKey = number | string;

export interface SortOptions {
  readonly descending?: boolean;
}

/**
 * What `AgentSet` (objects) and `Population` (columns) both answer; an item is an agent, or the index of a row.
 * Verbs that take chance take a cursor: the random source is always a parameter.
 */
export interface Verbs<Item, Self> {
  readonly size: number;
  select(selection: Selection<Item> | ((item: Item) => boolean)): Self;
  shuffle(random: RandomCursor): Self;
  /** Like `shuffle(random).do(act)`. */
  shuffleDo(act: (item: Item) => void, random: RandomCursor): Self;
  do(act: (item: Item) => void): Self;
  map<R>(from: (item: Item) => R): R[];
  groupBy<K>(key: (item: Item) => K): Map<K, Self>;
  /** `count` different items in random order, all of them when there are fewer. */
  sample(count: number, random: RandomCursor): Self;
  /** One item at random in constant time, undefined when there is none. */
  pick(random: RandomCursor): Item | undefined;
}

/**
 * Reduces numbers to one. The mean, least and greatest of nothing are null: there is no such number.
 */
export function reduce<R>(values: ArrayLike<number>, reducer: Reducer<R>): number | R | null {
  if (typeof reducer === 'function') return reducer(values);
  const { length } = values;
  if (length === 0) return reducer === 'sum' ? 0 : null;
  let sum = 0;
  let least = values[0]!;
  let greatest = least;
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  switch (reducer) {
    case 'sum':
      return sum;
    case 'mean':
      return sum / length;
    case 'min':
      return least;
    case 'max':
      return greatest;
  }
}

/** The order of 0 … keys.length − 1 by key; equal keys fall back on `tie`, which must tell any two apart. */
export function orderBy(
  keys: readonly SortKey[],
  tie: (index: number) => number,
  options: SortOptions | undefined,
): Uint32Array {
  const sign = options?.descending === true ? -1 : 1;
  for (const key of keys)
    if (Number.isNaN(key)) throw new StarlingError('Cannot sort: a key is not a number (NaN).');
  return Uint32Array.from(keys, (_, index) => index).sort((i, j) => {
    const a = keys[i]!;
    const b = keys[j]!;
    if (a !== b) return a < b ? -sign : sign;
    return tie(i) - tie(j);
  });
}
