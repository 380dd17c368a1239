import { StarlingError } from '../errors.js';
import { ppm } from '../shares.js';

/**
 * How many of `size` items `atMost` allows: a whole number is a count, a number between 0 and 1 a share, rounded down.
 *
 * @throws StarlingError for any other number
 */
export function limitOf(atMost: number | undefined, size: number): number {
  if (atMost === undefined || atMost === Number.POSITIVE_INFINITY) return size;
  if (atMost > 0 && atMost < 1) return Math.floor((size * ppm(atMost)) / 1_000_000);
  if (Number.isInteger(atMost) && atMost >= 0) return atMost;
  throw new StarlingError(
    `'atMost' is a whole number of items or a share between 0 and 1 of them; got ${atMost}.`,
  );
}
