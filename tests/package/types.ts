import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from './installation.js';

/** What the compiler says of some of the consumer's sources beside an installed package; empty where all is well. */
export function compile(
  { folder, checkout }: Installation,
  files: readonly string[],
  options: readonly string[],
): string {
  const consumer = join(folder, 'consumer');
  cpSync(join(checkout, 'tests/package/consumer'), consumer, { recursive: true });
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module", "private": true }');
  const types = join(consumer, 'node_modules', '@types');
  mkdirSync(types, { recursive: true });
  try {
    symlinkSync(join(checkout, 'node_modules/@types/node'), join(types, 'node'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(checkout, 'node_modules/typescript/bin/tsc'),
      ...[
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--lib',
        'es2023',
        '--types',
        'node',
        '--noUncheckedIndexedAccess',
      ],
      ...['--noImplicitOverride', '--allowImportingTsExtensions', ...options],
      ...files,
    ],
    { cwd: consumer, encoding: 'utf8' },
  );
  return stdout;
}
