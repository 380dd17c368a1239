import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Starling's folder for what can be made again: `STARLING_CACHE`, or `starling` in the user's cache folder. */
export function cacheRoot() {
  const { STARLING_CACHE, XDG_CACHE_HOME } = process.env;
  return STARLING_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'starling');
}

/**
 * Keeps the library and the addon, so that the next `npm ci` costs no download and no compiler.
 * @param {string} folder the package whose library it is
 * @param {string} entry folder in the cache
 * @param {readonly string[]} parts files and folders of the package
 */
export function keep(folder, entry, parts) {
  const fresh = `${entry}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  for (const part of parts) linkTree(join(folder, part), join(fresh, part));
  rmSync(entry, { recursive: true, force: true });
  renameSync(fresh, entry);
}

/**
 * @param {string} entry folder in the cache
 * @param {string} folder the package whose library it is; made where the cache keeps all of it
 * @returns {boolean} whether the cache had it
 */
export function restore(entry, folder) {
  if (!existsSync(entry)) return false;
  for (const part of readdirSync(entry)) {
    rmSync(join(folder, part), { recursive: true, force: true });
    linkTree(join(entry, part), join(folder, part));
  }
  return true;
}

/**
 * Hard links where both lie on one disk: a library is 0.6 to 4 GB.
 * @param {string} from a folder, or a file
 * @param {string} to
 */
export function linkTree(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  const stats = lstatSync(from);
  if (stats.isSymbolicLink()) return symlinkSync(readlinkSync(from), to);
  if (!stats.isDirectory()) return linkFile(from, to);
  mkdirSync(to);
  for (const name of readdirSync(from)) linkTree(join(from, name), join(to, name));
}

/**
 * @param {string} source
 * @param {string} target
 */
function linkFile(source, target) {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
