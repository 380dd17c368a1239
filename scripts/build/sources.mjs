import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = join(root, 'dist');
/** Written last, with the time at which the build began. */
export const stamp = join(dist, '.built');

/** What the compiler reads and what calls it; `include` of tsconfig.build.json names the folders. */
const folders = ['framework', 'kernels', 'model', 'library', 'app', 'bench', 'scripts/build'];
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** True where any source, or a folder that lost or gained one, is newer than the last good build. */
export function isStale() {
  const built = modified(stamp);
  if (built === 0) return true;
  return (
    settings.some((name) => modified(join(root, name)) > built) ||
    folders.some((name) => hasNewer(join(root, name), built))
  );
}

/**
 * @param {string} folder
 * @param {number} built
 * @returns {boolean}
 */
function hasNewer(folder, built) {
  if (modified(folder) > built) return true;
  if (modified(folder) === 0) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? hasNewer(path, built) : modified(path) > built;
  });
}

/**
 * Milliseconds, or 0 where there is no such file.
 * @param {string} path
 */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
