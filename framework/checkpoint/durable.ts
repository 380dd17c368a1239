import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** At most so many bytes are handed to the operating system at once. */
const PIECE = 1 << 27;

/**
 * Writes a file so that it is there whole or not at all, also after a power cut: a temporary file beside it, synced,
 * renamed, and the folder synced.
 *
 * @param pieces its bytes in order
 */
export function writeWhole(path: string, pieces: Iterable<Uint8Array>): void {
  const temporary = `${path}.part`;
  try {
    const file = openSync(temporary, 'w', 0o644);
    try {
      for (const piece of pieces) write(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
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

function write(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(PIECE, bytes.length - at));
}
