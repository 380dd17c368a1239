/**
 * Makes the programs of dist from the sources: a file for each way in, and what several of them need in `chunks`. A worker
 * that loaded 600 sources and files of the packages below one by one took twice as long to begin. A source that is imported for
 * what it does, and not for what it exports, is left out unless package.json names it under `sideEffects`.
 */
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './sources.mjs';

/** What is asked for by its path, without the extension. */
const ENTRIES = [
  // What package.json exports.
  ...['framework/index', 'kernels/index', 'model/index', 'library/index'],
  // Processes and threads.
  ...['app/cli/main', 'app/sweep/worker/main', 'app/sweep/worker/watchdog/thread', 'app/sweep/courier/main'],
  ...['bench/main', 'bench/distributions/main', 'bench/ray/main'],
  ...['bench/sweep/busy', 'bench/sweep/rows', 'bench/sweep/runs'],
  // What programs of the tests are made of.
  ...['kernels/device/index', 'app/sweep/folder', 'app/sweep/drive/index', 'app/sweep/outbox/index'],
  ...['app/sweep/results/index'],
];

/** Packages of many small files, which go into ours. */
const TAKEN_IN = ['commander', 'csv-parse', 'hyparquet', 'hyparquet-writer', 'yaml', 'zod'];

/** @type {import('rolldown').InputOptions} */
const common = {
  platform: 'node',
  // The sources name each other as what they become.
  resolve: { extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } },
};

/** @type {import('rolldown').OutputOptions} */
const written = { format: 'esm', sourcemap: true, comments: { jsdoc: false } };

/** @param {string} folder Where they go. */
export async function bundle(folder) {
  const programs = await rolldown({
    ...common,
    input: Object.fromEntries(ENTRIES.map((name) => [name, join(root, `${name}.ts`)])),
    external: isExternal,
    // What a way in exports is what its source does.
    preserveEntrySignatures: 'allow-extension',
  });
  await programs.write({ ...written, dir: folder, chunkFileNames: 'chunks/[name]-[hash].js' });
  await programs.close();
  await bundleTerminal(folder);
}

/** @param {string} id */
function isExternal(id) {
  if (/^[./]/.test(id)) return false;
  const [scope, name] = id.split('/');
  return !TAKEN_IN.includes(id.startsWith('@') ? `${scope}/${name}` : (scope ?? ''));
}

/** A package that Ink takes only for debugging and that is not installed. */
const debuggers = {
  name: 'no-debuggers',
  /** @param {string} id */
  resolveId: (id) => (id === 'react-devtools-core' ? '\0none' : null),
  /** @param {string} id */
  load: (id) => (id === '\0none' ? 'export default undefined;' : null),
};

/**
 * Takes in the packages that the terminal's process draws with; it has nothing in common with other processes.
 * @param {string} folder
 */
async function bundleTerminal(folder) {
  const name = 'app/tui/terminal/main';
  const terminal = await rolldown({
    ...common,
    input: { [name]: join(root, `${name}.ts`) },
    plugins: [debuggers],
    // React's other build spends most of a frame on checks.
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } },
  });
  await terminal.write({ ...written, dir: folder, chunkFileNames: 'app/tui/terminal/[name]-[hash].js' });
  await terminal.close();
}
