import type { Summed } from '../verbs.js';
import type { Reduced, Reducers } from './reduce.js';

/** The groups that `groupBy` makes: a `Map` from key to set, in the order in which each group's first member comes. */
export class Groups<K, Self extends Summed<W>, W> extends Map<K, Self> {
  /** Calls `act` with each group and its key. */
  do(act: (group: Self, key: K) => void): this {
    for (const [key, group] of this) act(group, key);
    return this;
  }

  /** A value computed from each group, by key. */
  map<R>(from: (group: Self, key: K) => R): Map<K, R> {
    return new Map(Array.from(this, ([key, group]) => [key, from(group, key)]));
  }

  /** The size of each group, by key. */
  count(): Map<K, number> {
    return this.map(({ size }) => size);
  }

  /** `agg` of each group, by key. */
  agg<const R extends Reducers>(field: W, reducer: R): Map<K, Reduced<R>> {
    return this.map((group) => group.agg(field, reducer));
  }
}
