import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './files.js';
import { readJson } from './manifest.js';

/** What one run came to, in its folder, for whoever goes on with the whole that it is a part of. */
const REPORT = 'report.json';

export function writeReport(folder: string, report: object): void {
  writeDurably(join(folder, REPORT), `${JSON.stringify(report)}\n`);
}

/** Undefined where the run did not come to its end. */
export function readReport<T>(folder: string): T | undefined {
  const path = join(folder, REPORT);
  if (!existsSync(path)) return undefined;
  return readJson(path, 'delete it: the run is then done again') as T;
}
