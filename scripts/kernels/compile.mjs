import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { run } from '../native/command.mjs';
import { addon, output, sources } from './files.mjs';

/**
 * Each source and what its instruction set needs. Files that are compiled for more than the oldest processor hold
 * nothing but kernels, which are called after the processor was asked.
 * @type {readonly { name: string, only?: NodeJS.Architecture, flags?: readonly string[] }[]}
 */
const units = [
  { name: 'addon' },
  { name: 'bind-forest' },
  { name: 'bind-matching' },
  { name: 'bind-draws' },
  { name: 'bind-directions' },
  { name: 'bind-tally' },
  { name: 'fit' },
  { name: 'score' },
  { name: 'matching' },
  { name: 'draws' },
  { name: 'traffic' },
  { name: 'directions' },
  { name: 'tally' },
  { name: 'bind-memory' },
  { name: 'bind-signatures' },
  { name: 'bind-votes' },
  { name: 'bind-windows' },
  { name: 'bind-parent' },
  { name: 'strongest' },
  { name: 'signatures' },
  { name: 'votes' },
  { name: 'windows' },
  { name: 'portable' },
  { name: 'avx2', only: 'x64', flags: ['-mavx2', '-mbmi', '-mbmi2', '-mpopcnt'] },
  {
    name: 'avx512',
    only: 'x64',
    flags: ['-mavx512f', '-mavx512bw', '-mavx512vl', '-mbmi', '-mbmi2', '-mpopcnt'],
  },
];

const common = ['-std=c++17', '-O3', '-fPIC', '-fvisibility=hidden', '-pthread', '-DNAPI_VERSION=8'];

/**
 * Compiles and links the addon, and puts it in its place once it is whole.
 *
 * @returns {Promise<number>} seconds
 * @throws {Error} where there is no compiler or it fails
 */
export async function compile() {
  const began = performance.now();
  const compiler = await findCompiler();
  mkdirSync(output, { recursive: true });
  const work = mkdtempSync(join(output, 'compile-'));
  try {
    const objects = await Promise.all(
      units
        .filter(({ only }) => only === undefined || only === process.arch)
        .map(async ({ name, flags = [] }) => {
          const object = join(work, `${name}.o`);
          const source = join(sources, `${name}.cpp`);
          await run(compiler, [...common, ...flags, '-I', headers(), '-c', source, '-o', object]);
          return object;
        }),
    );
    const linked = join(work, 'kernels.node');
    const loose = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
    await run(compiler, ['-shared', '-pthread', ...loose, ...objects, '-o', linked]);
    // A program that has the old one loaded keeps it.
    renameSync(linked, addon);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return Math.round((performance.now() - began) / 100) / 10;
}

/** Node-API's headers, the same for every Node from 20 on, lie in a package: no download, no node-gyp. */
function headers() {
  const { include_dir } = createRequire(import.meta.url)('node-api-headers');
  if (!existsSync(join(include_dir, 'node_api.h'))) throw new Error('node-api-headers lacks node_api.h');
  return include_dir;
}

async function findCompiler() {
  if (process.platform === 'win32') throw new Error('they are not built on Windows');
  const named = process.env['CXX'];
  for (const name of named ? [named] : ['c++', 'g++', 'clang++']) {
    try {
      await run(name, ['--version']);
      return name;
    } catch {
      // The next one.
    }
  }
  throw new Error(
    named ? `CXX names ${named}, which does not start` : 'no C++ compiler was found (c++, g++, clang++)',
  );
}
