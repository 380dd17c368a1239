/**
 * Puts native TensorFlow in place: `npm run native [-- --force]`.
 *
 * The cache first; then the vendor's download; then the library inside the PyPI wheel. Exit code 0 when TensorFlow
 * starts, 3 when it cannot be had: runs then use wasm.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAddon } from './addon.mjs';
import { cacheRoot, keep, restore } from './cache.mjs';
import { run, say } from './command.mjs';
import { tfjsNode } from './library.mjs';
import { probe } from './probe.mjs';
import { libraryFromVendor } from './vendor.mjs';
import { libraryFromWheel } from './wheel.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const force = process.argv.includes('--force');

try {
  const folder = await packageFolder();
  const version = (!force && (await works())) || (await obtain(folder));
  say(`native TensorFlow: ready (${version})`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  say(`native TensorFlow: not available (${reason}); runs use wasm. Try again: npm run native`);
  process.exitCode = 3;
}

/** @param {string} folder */
async function obtain(folder) {
  const entry = join(cacheRoot(), cacheName(folder));
  if (!force && restore(entry, folder)) {
    const version = await works();
    if (version) return `${version}, from ${entry}`;
  }
  for (const part of ['deps', 'lib', 'build']) rmSync(join(folder, part), { recursive: true, force: true });
  await fetchLibrary(folder);
  const version = await probe(root);
  mkdirSync(dirname(entry), { recursive: true });
  keep(folder, entry);
  return version;
}

/** @param {string} folder */
async function fetchLibrary(folder) {
  try {
    await libraryFromVendor(folder);
    return;
  } catch (error) {
    say(`native TensorFlow: ${error instanceof Error ? error.message : error}`);
  }
  const deps = join(folder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(cacheRoot(), { recursive: true });
  const scratch = mkdtempSync(join(cacheRoot(), 'download-'));
  try {
    await libraryFromWheel(deps, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  await buildAddon(folder);
}

/** @returns {Promise<string | undefined>} the library's version where it starts */
async function works() {
  try {
    return await probe(root);
  } catch {
    return undefined;
  }
}

/** npm drops an optional package whose install script failed; its files come back without running the script. */
async function packageFolder() {
  const found = findPackage();
  if (found !== undefined) return found;
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new Error(
      `${tfjsNode} is not installed: npm install --ignore-scripts ${tfjsNode}@4.22.0 brings its files`,
    );
  }
  say(`native TensorFlow: fetching the package ${tfjsNode}`);
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', '--ignore-scripts', '--no-save', ...quiet], { cwd: root });
  const fetched = findPackage();
  if (fetched === undefined) throw new Error(`npm did not install ${tfjsNode}`);
  return fetched;
}

function findPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${tfjsNode}/package.json`));
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
function cacheName(folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `tfjs-node-${version}-${process.platform}-${process.arch}`;
}
