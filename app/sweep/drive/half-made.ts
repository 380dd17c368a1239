import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onDisk, syncFolder } from '../../run/files.js';
import { LOCK, locked } from '../../run/lock.js';
import { sweepPaths } from '../folder.js';

/**
 * Lies in a sweep's folder from before anything else of ours until `sweep.json` is there, which it becomes: a folder in
 * which it was left is one that was never finished.
 */
const markerOf = (folder: string): string => `${sweepPaths(folder).manifest}.part`;

/**
 * Makes what belongs into the folder of a new sweep, `sweep.json` last; this process has the folder to itself. What a kill
 * leaves is known again by `clearHalfMade`, and where it fails nothing is left.
 */
export function making(folder: string, work: () => void): void {
  const marker = markerOf(folder);
  onDisk(folder, () => {
    writeFileSync(marker, '');
    syncFolder(folder);
  });
  try {
    work();
  } catch (error) {
    clear(folder);
    throw error;
  }
}

/**
 * Empties a folder in which the making of a sweep was broken off, by a kill most likely. One that holds anything else is
 * left as it is.
 *
 * @throws StarlingError where another process is at it
 */
export async function clearHalfMade(folder: string): Promise<void> {
  if (!existsSync(markerOf(folder))) return;
  await locked(folder, async () => {
    if (!existsSync(sweepPaths(folder).manifest)) clear(folder);
  });
}

/** Removes what a sweep's making leaves, the marker last; nothing where there is more. */
function clear(folder: string): void {
  const { file, runs } = sweepPaths(folder);
  const marker = basename(markerOf(folder));
  // SQLite has files of its own beside the lock and the run table.
  const names = readdirSync(folder).filter((name) => !name.startsWith(LOCK) && name !== marker);
  const isOurs = (name: string) => name === basename(file) || name.startsWith(basename(runs));
  if (!names.every(isOurs)) return;
  onDisk(folder, () => {
    for (const name of [...names, marker]) rmSync(join(folder, name), { force: true });
  });
}
