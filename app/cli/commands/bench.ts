import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { programPath } from '../../version.js';

interface BenchFlags {
  readonly rounds?: string;
  readonly threads?: string;
  readonly json?: true;
  readonly list?: true;
}

/** `starling bench`: the benches of a checkout, in a process of their own so that nothing else is measured. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure kernels and whole runs against each other and against peers (in a checkout)')
    .argument('[names...]', 'benches to run; all of them without a name')
    .option('--rounds <n>', 'rounds of each side (default: 10)')
    .option('--threads <n>', 'cores that kernels may use (default: 1)')
    .option('--list', 'print the benches and their questions')
    .option('--json', 'print one JSON array: bench, question, machine, file, lines')
    .addHelpText('after', '\nExample:\n  $ starling bench forest-score match-counts\n')
    .action(bench);
}

function bench(names: readonly string[], { rounds, threads, json, list }: BenchFlags): void {
  const main = programPath('bench/main');
  if (!existsSync(main)) {
    throw new StarlingError('The benches are not part of the installed package.', {
      code: Exit.usage,
      place: main,
      hint: 'Run them in a checkout of the repository: bench/run.sh.',
    });
  }
  const { status } = spawnSync(
    process.execPath,
    [
      main,
      ...names,
      ...(rounds === undefined ? [] : ['--rounds', rounds]),
      ...(threads === undefined ? [] : ['--threads', threads]),
      ...(json ? ['--json'] : []),
      ...(list ? ['--list'] : []),
    ],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? Exit.failure;
}
