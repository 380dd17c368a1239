import { StarlingError } from '../errors.js';
import type { ColumnArray, Columns } from '../sets/columns.js';
import type { Stock } from './stock.js';

/** A population as it stands, for `restore`: plain data. Columns and ids end with the last row in use. */
export interface PopulationState {
  /** Rows in use, living or not. */
  readonly rows: number;
  /** Rows that there was room for: the length of what is laid beside a column. */
  readonly capacity: number;
  /** The id that the next newborn gets. */
  readonly nextId: number;
  /** Ids by row, 2^32 − 1 where nobody lives; null where nobody was born or has died: row i has the id i. */
  readonly ids: Uint32Array | null;
  /** Rows that newborns get, the next one last. */
  readonly free: readonly number[];
  /** Values by column, row-major. */
  readonly columns: Readonly<Record<string, ColumnArray>>;
}

/** A copy of all there is. */
export function stateOf<C extends Columns>({ store, slots, arrays }: Stock<C>): PopulationState {
  const { end, next, ids, free } = slots;
  const columns = Object.entries<ColumnArray>(arrays).map(([name, values]) => [
    name,
    values.slice(0, end * store.width(name)),
  ]);
  return {
    rows: end,
    capacity: store.capacity,
    nextId: next,
    ids: ids?.slice(0, end) ?? null,
    free: [...free],
    columns: Object.fromEntries(columns) as Record<string, ColumnArray>,
  };
}

/** Copies a state into the stock. @throws StarlingError for a state of other columns */
export function putState<C extends Columns>(stock: Stock<C>, state: PopulationState): void {
  const { store, slots, arrays } = stock;
  const { rows, columns } = state;
  for (const name of new Set([...Object.keys(columns), ...Object.keys(arrays)]))
    if (columns[name]?.length !== rows * store.width(name))
      throw new StarlingError(`The saved population does not fit: column '${name}' is another.`);
  stock.reserve(state.capacity);
  store.clear(rows, store.capacity);
  for (const [name, values] of Object.entries(columns)) (arrays[name] as ColumnArray).set(values);
  slots.restore(state, store.capacity);
}
