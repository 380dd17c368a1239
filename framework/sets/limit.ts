import { StarlingError } from '../errors.js';

/**
 * How many of `size` items `atMost` allows: a whole number is a count, a number between 0 and 1 a share, rounded down.
 *
 * @throws StarlingError for any other number
 */
export function limitOf(atMost: number | undefined, size: number): number {
  if (atMost === undefined || atMost === Number.POSITIVE_INFINITY) return size;
  if (atMost > 0 && atMost < 1) {
    // A share like 0.29 is a hair off as a double: a product that is a whole number but for that is one.
    const product = size * atMost;
    const whole = Math.round(product);
    return Math.abs(product - whole) <= product * Number.EPSILON ? whole : Math.floor(product);
  }
  if (Number.isInteger(atMost) && atMost >= 0) return atMost;
  throw new StarlingError(
    `'atMost' is a whole number of items or a share between 0 and 1 of them; got ${atMost}.`,
  );
}

/** @throws StarlingError for what is no number of agents */
export function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 0)
    throw new StarlingError(`How many agents are created is a whole number, 0 or more; got ${count}.`);
}
