import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StarlingError } from '../../framework/errors.js';
import { writeDurably } from './files.js';
import { readJson } from './manifest.js';

/** What one run came to, in its folder, for whoever goes on with the whole that it is a part of. */
const REPORT = 'report.json';

export function writeReport(folder: string, report: object): void {
  writeDurably(join(folder, REPORT), `${JSON.stringify(report)}\n`);
}

/** That of a run that has finished. @throws StarlingError where it is not there */
export function finishedReport<T>(folder: string): T {
  const report = readReport<T>(folder);
  if (report !== undefined) return report;
  throw new StarlingError('the report of the run is not there', {
    place: join(folder, REPORT),
    hint: 'bring it back, or read what is left: starling inspect',
  });
}

/** Undefined where the run did not come to its end. */
export function readReport<T>(folder: string): T | undefined {
  const path = join(folder, REPORT);
  if (!existsSync(path)) return undefined;
  return readJson(path, 'delete it: the run is then done again') as T;
}
