import { syncFolder, writeWhole } from '../../framework/checkpoint/durable.js';
import { Exit, StarlingError } from '../../framework/errors.js';

/** Writes a small file so that it is there whole or not at all, also after a power cut. */
export function writeDurably(path: string, text: string): void {
  onDisk(path, () => writeWhole(path, [Buffer.from(text)]));
}

export { syncFolder };

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
