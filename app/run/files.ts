import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';

/**
 * Writes a small file so that it is there whole or not at all, also after a power cut: a temporary file beside it,
 * synced, renamed, and the folder synced.
 */
export function writeDurably(path: string, text: string): void {
  onDisk(path, () => {
    const temporary = `${path}.part`;
    const file = openSync(temporary, 'w', 0o644);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  });
}

/** Makes new names in a folder durable; Windows can't open folders and keeps its own journal. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ['no permission to write there', 'name a folder that you may write to'],
  EPERM: ['no permission to write there', 'name a folder that you may write to'],
  EROFS: ['the file system is read-only', 'name a folder that you may write to'],
  ENOSPC: ['the disk is full', 'free some space, or name a folder on another disk'],
  EDQUOT: ['the disk quota is used up', 'free some space, or name a folder on another disk'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'name another folder'],
  EISDIR: ['there is a folder of this name', 'name a file'],
  ENOENT: ['the folder it belongs in does not exist', 'make the folder first'],
  EEXIST: ['it exists already', 'name another'],
  ENAMETOOLONG: ['the name is too long', 'name a shorter one'],
  EMFILE: ['too many files are open', 'raise the limit of open files (ulimit -n)'],
};

/** Does work on a file; what the operating system refuses becomes a clear message with its place. */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    const [reason, hint] = REASONS[error.code] ?? [
      `the operating system refused it (${error.code})`,
      undefined,
    ];
    throw new StarlingError(reason, { code: Exit.failure, place: path, hint, cause: error });
  }
}
