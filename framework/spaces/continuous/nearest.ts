import { StarlingError } from '../../errors.js';
import type { Item } from '../item.js';
import type { Box } from './box.js';
import type { FoundNear } from './found-near.js';
import type { Search } from './search.js';

/**
 * The `count` items nearest to a point inside, but the key `own`: nearest first, ties in order of rank. Widens a radius
 * until it holds enough.
 *
 * @throws StarlingError for a count that is not a whole number ≥ 0
 */
export function nearest<I extends Item>(
  { axes }: Box,
  search: Search<I>,
  found: FoundNear<I>,
  [x, y, z]: readonly [number, number, number],
  count: number,
  own: number,
): I[] {
  if (!Number.isInteger(count) || count < 0)
    throw new StarlingError(`How many are nearest is a whole number, 0 or more; got ${count}.`);
  const wanted = Math.min(count, search.size - (own >= 0 ? 1 : 0));
  const [{ length: width }, { length: height }] = axes;
  let radius = Math.sqrt((width * height * wanted) / Math.max(1, search.size)) / 2;
  search.fit(radius);
  do {
    search.find(found, x, y, z, radius, own);
    radius *= 2;
  } while (found.count < wanted);
  const { dx, dy, dz } = found;
  const square = (k: number) => dx[k]! * dx[k]! + dy[k]! * dy[k]! + dz[k]! * dz[k]!;
  const squares = Float64Array.from({ length: found.count }, (_, k) => square(k));
  // They were found in order of rank, so a place settles a tie.
  const order = Array.from(squares.keys()).sort((a, b) => squares[a]! - squares[b]! || a - b);
  return order.slice(0, wanted).map((k) => found.item(k));
}
