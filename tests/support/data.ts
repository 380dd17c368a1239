import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Where the captures lie: `STARLING_DATA`, or `../shared/data` beside the repository. */
export const dataRoot = resolve(repository, process.env['STARLING_DATA'] ?? '../shared/data');

const told = new Set<string>();

/** The folder of a data set (`westermo`, `nsl-kdd`, `forests`), or undefined where it is absent or empty. */
export function dataFolder(name: string): string | undefined {
  const folder = resolve(dataRoot, name);
  return existsSync(folder) && readdirSync(folder).length > 0 ? folder : undefined;
}

/**
 * Registers tests that need a data set. Where it is absent they are skipped, and said so once; in CI that would hide
 * a hole, so there it is an error.
 *
 * @example withData('westermo', (folder) => test('reads the capture', () => { ... }));
 */
export function withData(name: string, register: (folder: string) => void): void {
  const folder = dataFolder(name);
  if (folder !== undefined) {
    register(folder);
    return;
  }
  const message = `needs the data set "${name}" in ${dataRoot} (set STARLING_DATA to the folder that holds it)`;
  if (process.env['CI']) throw new Error(message);
  if (!told.has(name)) {
    told.add(name);
    console.warn(`skipped: ${message}`);
  }
  test.skip(message, () => {});
}
