import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheRoot } from './cache.mjs';
import { run, say } from './command.mjs';
import { cpu } from './cpu.mjs';
import { tfjsVersion } from './library.mjs';
import { checkHash } from './wheel.mjs';

/**
 * The folder of a library's package, or where it is to be put. npm drops an optional package whose install script
 * failed; its files come back without running the script.
 *
 * @param {string} root of Starling
 * @param {import('./library.mjs').Library} library
 * @returns {Promise<string>}
 * @throws {Error} where npm should have installed it and does not bring it
 */
export async function packageFolder(root, library) {
  const found = findPackage(library.package);
  if (found !== undefined) return found;
  if (library.tarball !== undefined) {
    // Beside the package of the other library, which has the same dependencies.
    const sibling = await packageFolder(root, cpu);
    return join(dirname(sibling), library.package.replace(/^.*\//, ''));
  }
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new Error(
      `${library.package} is not installed: npm install --ignore-scripts ${library.package}@${tfjsVersion} brings its files`,
    );
  }
  say(`${library.title}: fetching the package ${library.package}`);
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', '--ignore-scripts', '--no-save', ...quiet], { cwd: root });
  const fetched = findPackage(library.package);
  if (fetched === undefined) throw new Error(`npm did not install ${library.package}`);
  return fetched;
}

/** @param {string} name */
function findPackage(name) {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/**
 * Unpacks a package that the lock file does not name. `npm install` would change the other packages along with it.
 *
 * @param {import('./library.mjs').Library} library
 * @param {string} folder where it is to be put
 * @throws {Error} where npm cannot fetch it or it is another one than was pinned
 */
export async function fetchPackage({ title, package: name, tarball = '' }, folder) {
  say(`${title}: fetching the package ${name}`);
  mkdirSync(cacheRoot(), { recursive: true });
  const scratch = mkdtempSync(join(cacheRoot(), 'download-'));
  try {
    await run('npm', ['pack', `${name}@${tfjsVersion}`, '--silent', '--pack-destination', scratch]);
    const archive = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm reported success but left no archive of ${name}`);
    await checkHash(join(scratch, archive), tarball);
    mkdirSync(folder, { recursive: true });
    await run('tar', ['-xzf', join(scratch, archive), '--strip-components=1', '-C', folder]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
