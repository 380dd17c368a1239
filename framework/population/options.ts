import { StarlingError } from '../errors.js';

/** Room for births, and where newborns go. */
export interface PopulationOptions {
  /** Rows that the columns have room for from the start (the size); they grow by themselves, to twice as many. */
  readonly capacity?: number;
  /**
   * Whether a row whose agent was removed is given to a newborn (true). Otherwise newborns come after all others, so
   * that the order of rows is the order of birth, as with objects, until `compact` makes room.
   */
  readonly reuse?: boolean;
}

/** @throws StarlingError for a size that is not a whole number up to 2^32 − 1, or a capacity under it */
export function checkRoom(size: number, capacity: number): void {
  for (const [name, value, least] of [
    ['size', size, 0],
    ['capacity', capacity, size],
  ] as const)
    if (!Number.isInteger(value) || value < least || value > 0xffffffff)
      throw new StarlingError(
        `A population's ${name} is a whole number from ${least} to 2^32 − 1; got ${value}.`,
      );
}
