/**
 * Makes dist from the sources, types by the compiler and programs by the bundler: `node scripts/build/main.mjs [--if-stale]`.
 *
 * They write beside dist and changed files are moved in one by one, what programs load before the programs themselves, so
 * that one started meanwhile reads no half; what has no source any more goes. The kernels in C++ are brought up to date, too.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.mjs';
import { dist, isStale, root, stamp } from './sources.mjs';

const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

if (!process.argv.includes('--if-stale') || isStale()) process.exitCode = await build();
spawnSync(process.execPath, [join(root, 'scripts', 'kernels', 'main.mjs'), '--if-stale'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});

async function build() {
  const began = new Date();
  const fresh = join(root, `dist-${process.pid}`);
  try {
    const result = spawnSync(
      process.execPath,
      [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    if (!existsSync(fresh)) {
      console.error('build: the compiler wrote nothing; are the packages installed (npm ci)?');
      return 1;
    }
    await bundle(fresh);
    moveInto(fresh);
    if (result.status !== 0) return 1;
    writeFileSync(stamp, '');
    utimesSync(stamp, began, began);
    return 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** @param {string} fresh */
function moveInto(fresh) {
  const isLoaded = (/** @type {string} */ name) => name.startsWith(join('chunks', '/'));
  const files = new Set(filesOf(fresh).sort((a, b) => Number(isLoaded(b)) - Number(isLoaded(a))));
  for (const name of files) {
    const [from, to] = [join(fresh, name), join(dist, name)];
    if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) continue;
    mkdirSync(dirname(to), { recursive: true });
    if (readFileSync(from, 'utf8').startsWith('#!')) chmodSync(from, 0o755);
    renameSync(from, to);
  }
  for (const name of filesOf(dist)) if (!files.has(name)) rmSync(join(dist, name), { force: true });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}
