import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { StarlingError } from '../../../../framework/errors.js';

/** A folder for the files of one test file; removed after it. */
export function temporaryFolder(): {
  path: string;
  write: (name: string, content: string | Uint8Array) => string;
} {
  const path = mkdtempSync(join(tmpdir(), 'starling-capture-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
  };
}

/** The error of a refused input; anything but a StarlingError of exit code 2 with place and hint fails the test. */
export function refusal(act: () => unknown): { message: string; place: string; hint: string } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StarlingError)) throw error;
    const { code, message, place, hint } = error;
    if (code !== 2 || !place || !hint)
      throw new Error(`Not a full answer: ${JSON.stringify({ code, place, hint, message })}`);
    return { message, place, hint };
  }
  throw new Error('It was accepted.');
}
