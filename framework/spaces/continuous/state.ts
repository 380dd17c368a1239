import type { Item } from '../item.js';
import type { Keys, Kind } from '../keys.js';
import type { Search } from './search.js';

/** What a continuous space is at a moment, as plain data. */
export interface ContinuousState {
  /** What its items are. */
  readonly kind: Kind;
  /** Rows, or ids of agents, ascending, and the coordinates of each; z is 0 in two dimensions. */
  readonly items: Int32Array;
  /** The first coordinate of each of `items`. */
  readonly x: Float64Array;
  /** The second. */
  readonly y: Float64Array;
  /** The third; 0 in two dimensions. */
  readonly z: Float64Array;
}

/** A copy of who is where. */
export function stateOf<I extends Item>(search: Search<I>, { kind, ids }: Keys<I>): ContinuousState {
  const keys = search.all();
  const by = (along: Float64Array) => Float64Array.from(keys, (key) => along[key]!);
  const items = ids === undefined ? keys : keys.map((key) => ids[key]!);
  return { kind, items, x: by(search.x), y: by(search.y), z: by(search.z) };
}
