import { Command } from 'commander';
import { loadSweep } from '../../sweep/file/index.js';
import { requireShared } from '../../sweep/ray/require-shared.js';
import { settingsOf } from '../options.js';
import { warn } from '../output.js';
import { driving } from './driving.js';
import { keepOption, type SweepOptions, sweepOverrides, withDriving, withSweep } from './options.js';

const HELP = `
Examples:
  $ starling sweep run scenarios/sweeps/westermo-arms.yaml
  $ starling sweep run my-sweep.yaml --workers 4 --replications 100 --out sweeps/large
  $ starling sweep run my-sweep.yaml --set agents=500 --fail-fast --json

The first Ctrl-C begins no further run and lets those at work come to their end, the second breaks them off; nothing that
was finished is lost either way: starling sweep resume DIR goes on.

Exit codes:
  0 ok, 1 failure, 2 usage or invalid file, 3 some runs failed, 4 a threshold was crossed, 130 SIGINT, 143 SIGTERM
`;

/** `starling sweep run FILE`. */
export const runCommand = (): Command =>
  withDriving(
    withSweep(
      new Command('run')
        .description('run every design of a sweep file on every seed')
        .argument('<file>', 'sweep file')
        .option('--out <dir>', 'folder of the sweep, new or empty (default: sweeps/<name>-<n>)')
        .addOption(keepOption()),
    ),
  )
    .addHelpText('after', HELP)
    .action(run);

async function run(file: string, options: SweepOptions): Promise<void> {
  const overrides = sweepOverrides(options);
  const settings = settingsOf(options, warn, overrides);
  const sweep = await loadSweep(file, settings, overrides, warn);
  requireShared(sweep.keep, settings.settings);
  const { makeSweep } = await import('../../sweep/drive/index.js');
  const folder = await makeSweep(sweep, { out: options.out, sweeps: settings.settings.sweeps.folder });
  await driving(folder, settings, options);
}
