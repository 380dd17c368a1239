import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { Exit, StarlingError } from '../../../framework/errors.js';

/** Where captures are looked for: the data folder (STARLING_DATA), then the folder of the scenario file. */
export interface Places {
  readonly dataFolder: string;
  readonly baseFolder: string;
}

/** The existing file or folder that a scenario's path means, or undefined. */
export function locate(path: string, places: Places): string | undefined {
  return candidates(path, places).find((candidate) => existsSync(candidate));
}

/** Where `locate` looks, in order. */
export function candidates(path: string, { dataFolder, baseFolder }: Places): string[] {
  return isAbsolute(path) ? [path] : [join(resolve(dataFolder), path), join(resolve(baseFolder), path)];
}

/** A data set that is not there: says what to fetch from where, and where to put it. */
export function missing(what: string, from: string, path: string, places: Places): StarlingError {
  const [first, second] = candidates(path, places);
  return new StarlingError(`${what} was not found.`, {
    code: Exit.usage,
    place: first!,
    hint:
      `Fetch it from ${from} and put it there` +
      (second === undefined ? '.' : `, or set STARLING_DATA to the folder that holds "${path}".`),
  });
}
