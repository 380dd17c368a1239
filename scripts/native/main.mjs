/**
 * Puts native TensorFlow in place: `npm run native [-- --force]`; with `--cuda` the one for NVIDIA GPUs, beside it.
 *
 * The cache first (`--if-kept`: nothing but that); then the vendor's download, where that is any good; then the library
 * inside the PyPI wheels. Exit code 0 when TensorFlow starts, 3 when it cannot be had: runs then use other devices.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAddon } from './addon.mjs';
import { cacheRoot, keep, restore } from './cache.mjs';
import { say } from './command.mjs';
import { cpu } from './cpu.mjs';
import { cuda } from './cuda.mjs';
import { tfjsVersion } from './library.mjs';
import { fetchPackage, packageFolder } from './package.mjs';
import { probe } from './probe.mjs';
import { libraryFromVendor } from './vendor.mjs';
import { libraryFromWheels } from './wheel.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const force = process.argv.includes('--force');
const library = process.argv.includes('--cuda') ? cuda : cpu;
const { title } = library;
const name = library.package.replace(/^.*\//, '');
const entry = join(cacheRoot(), `${name}-${tfjsVersion}${library.entry}-${process.platform}-${process.arch}`);

if (existsSync(entry) || !process.argv.includes('--if-kept')) {
  try {
    const started = (!force && (await works())) || (await obtain(await packageFolder(root, library)));
    say(`${title}: ready (${started})`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`${title}: not available (${reason}); ${library.otherwise}`);
    process.exitCode = 3;
  }
}

/** @param {string} folder */
async function obtain(folder) {
  if (!force && restore(entry, folder)) {
    const started = await works();
    if (started) return `${started}, from ${entry}`;
  }
  for (const part of ['deps', 'lib', 'build']) rmSync(join(folder, part), { recursive: true, force: true });
  if (!existsSync(join(folder, 'package.json'))) await fetchPackage(library, folder);
  await fetchLibrary(folder);
  const started = await probe(root, library);
  mkdirSync(dirname(entry), { recursive: true });
  keep(folder, entry, library.kept);
  return started;
}

/** @param {string} folder */
async function fetchLibrary(folder) {
  if (library.fromVendor) {
    try {
      await libraryFromVendor(folder);
      return;
    } catch (error) {
      say(`${title}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const deps = join(folder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(cacheRoot(), { recursive: true });
  const scratch = mkdtempSync(join(cacheRoot(), 'download-'));
  try {
    await libraryFromWheels(library, deps, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  await buildAddon(folder, title);
}

/** @returns {Promise<string | undefined>} what starts, where it does */
async function works() {
  try {
    return await probe(root, library);
  } catch {
    return undefined;
  }
}
