import { StarlingError } from '../../../../framework/errors.js';
import { placeOf } from '../../../config/origin.js';
import { InvalidInput } from '../../../config/problems.js';
import type { BaseRequest } from './base.js';

/** Reads what a sweep file names; that it can't be read is a fault of the line that names it, unless it has places of its own. */
export function elsewhere<T>({ tree }: Pick<BaseRequest, 'tree'>, key: string, work: () => T): T {
  const explain = (error: unknown): never => {
    if (!(error instanceof StarlingError) || /:\d+$/.test(error.place ?? '')) throw error;
    if (error instanceof InvalidInput && error.problems.length > 1) throw error;
    const { place, message, hint } = error;
    throw new InvalidInput([
      { place: placeOf(tree.near([key])!), path: key, message: `${place}: ${message}`, remedy: hint },
    ]);
  };
  try {
    const made = work();
    return made instanceof Promise ? (made.catch(explain) as T) : made;
  } catch (error) {
    return explain(error);
  }
}
