import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { onDisk } from './files.js';

/**
 * Makes a folder with those above it; one that is there is left. Node's own `recursive` never comes back where a file
 * system answers that the folder above is missing although it is there, as /proc does.
 *
 * @throws StarlingError where that can't be
 */
export function makeFolder(path: string): void {
  onDisk(path, () => make(resolve(path), path));
}

function make(path: string, asked: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
    if (code !== 'ENOENT') throw error;
    const above = dirname(path);
    if (existsSync(above))
      throw new StarlingError('no folder can be made there', {
        code: Exit.failure,
        place: asked,
        hint: 'name a folder that you may write to',
      });
    make(above, asked);
    make(path, asked);
  }
}
