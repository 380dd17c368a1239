import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** What set-up adds to the package @tensorflow/tfjs-node. */
const parts = ['deps', 'lib'];

/** Starling's folder for what can be made again: `STARLING_CACHE`, or `starling` in the user's cache folder. */
export function cacheRoot() {
  const { STARLING_CACHE, XDG_CACHE_HOME } = process.env;
  return STARLING_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'starling');
}

/**
 * Keeps the library and the addon, so that the next `npm ci` costs no download and no compiler.
 * @param {string} folder the package @tensorflow/tfjs-node
 * @param {string} entry folder in the cache
 */
export function keep(folder, entry) {
  const fresh = `${entry}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  for (const part of parts) linkTree(join(folder, part), join(fresh, part));
  rmSync(entry, { recursive: true, force: true });
  renameSync(fresh, entry);
}

/**
 * @param {string} entry folder in the cache
 * @param {string} folder the package @tensorflow/tfjs-node
 * @returns {boolean} whether the cache had it
 */
export function restore(entry, folder) {
  if (!existsSync(entry)) return false;
  for (const part of parts) {
    rmSync(join(folder, part), { recursive: true, force: true });
    linkTree(join(entry, part), join(folder, part));
  }
  return true;
}

/**
 * Hard links where both lie on one disk: the library is 580 MB.
 * @param {string} from
 * @param {string} to
 */
export function linkTree(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkFile(source, target);
  }
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
