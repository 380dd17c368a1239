import { resolve } from 'node:path';
import { StarlingError } from '../../../framework/errors.js';
import type { LibraryEntry } from '../../../library/index.js';
import { importModel } from '../../config/index.js';
import { codeOf } from '../../run/code.js';

/** Modules as this process has them loaded, by path: the SHA-256 of their code then. What is written later changes nothing here. */
const loaded = new Map<string, string | undefined>();

/**
 * The model of a module of the user's own.
 *
 * @param code what its code was when the keys of the runs were made
 * @throws StarlingError where it has been changed since: its results would stand under the wrong keys
 */
export async function ownModel(file: string, code: string | undefined): Promise<LibraryEntry> {
  const path = resolve(file);
  if (!loaded.has(path)) loaded.set(path, codeOf(path));
  if (code !== undefined && loaded.get(path) !== code)
    throw new StarlingError('the code beside it was changed while the sweep was driven', {
      place: file,
      hint: 'Put it back and retry the runs that failed, or begin the sweep anew.',
    });
  return importModel(file);
}
