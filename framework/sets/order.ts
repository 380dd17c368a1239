import { StarlingError } from '../errors.js';

/** What can be sorted by: numbers, or texts by UTF-16 code units. */
export type SortKey = number | string;

/** In which direction. */
export interface SortOptions {
  /** The greatest first (false); ties still by rising id. */
  readonly descending?: boolean;
}

/**
 * The order of 0 … keys.length − 1 by key; equal keys fall back on `tie`, which must tell any two apart.
 *
 * @throws StarlingError for a key that is not a number (NaN), and for numbers among texts
 */
export function orderBy(
  keys: ArrayLike<SortKey>,
  tie: (index: number) => number,
  { descending = false }: SortOptions = {},
): Uint32Array {
  const sign = descending ? -1 : 1;
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (Number.isNaN(key)) throw new StarlingError('Cannot sort: a key is not a number (NaN).');
    if (typeof key !== typeof keys[0]) throw new StarlingError('Cannot sort numbers among texts.');
    order[i] = i;
  }
  return order.sort((i, j) => {
    const a = keys[i]!;
    const b = keys[j]!;
    if (a !== b) return a < b ? -sign : sign;
    return tie(i) - tie(j);
  });
}
