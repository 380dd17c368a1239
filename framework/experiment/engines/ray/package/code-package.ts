import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { StarlingError } from '../../../../errors.js';

/** Code that a cluster's nodes unpack before they run it. */
export interface CodePackage {
  /** Of its content, so that it is shipped once whoever ships it. */
  readonly name: string;
  /** A zip archive. */
  readonly bytes: () => Uint8Array;
}

/** Ray keeps no more in its head: bytes. */
const MOST = 500 * 1024 * 1024;

/** Of the systems that an archive may come from. */
const UNIX = 3;

/**
 * Packs files and folders, with all that is below them, as they lie below `root`. The same files give the same package.
 *
 * @param paths relative to `root`, with slashes
 * @throws StarlingError where one is missing, or they are more than Ray takes
 */
export function codePackage(root: string, paths: readonly string[]): CodePackage {
  const names = paths.flatMap((path) => filesOf(root, path)).sort();
  const bytes = zipSync(Object.fromEntries(names.map((name) => [name, entryOf(join(root, name))])), {
    level: 9,
    // The first day that the format knows, in any time zone: an archive is a function of its files alone.
    mtime: new Date(1980, 0, 1),
    os: UNIX,
  });
  if (bytes.length > MOST)
    throw new StarlingError(`a package of code may have 500 MiB; this one has ${bytes.length >> 20} MiB`, {
      place: root,
      hint: 'install the program on the nodes, or put it in a shared folder',
    });
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return { name: `_ray_pkg_${digest}.zip`, bytes: () => bytes };
}

/** A file of the archive: its bytes, and whether it may be executed. */
function entryOf(path: string): Zippable[string] {
  const mode = (statSync(path).mode & 0o100) === 0 ? 0o100644 : 0o100755;
  return [readFileSync(path), { attrs: (mode << 16) >>> 0 }];
}

function filesOf(root: string, path: string): string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined)
    throw new StarlingError('it is missing from what goes to the cluster', {
      place: join(root, path),
      hint: 'build the program first: npm run build',
    });
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesOf(root, `${path}/${name}`));
}
