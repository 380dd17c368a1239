import { Command } from 'commander';
import { settingsOf } from '../options.js';
import { warn } from '../output.js';
import { driving } from './driving.js';
import { type SweepOptions, sweepOverrides, withDriving } from './options.js';

const HELP = `
Example:
  $ starling sweep retry sweeps/westermo-arms-1 --failed

The runs that failed are tried again, as often as the sweep's limits.attempts says; what succeeded stays as it is.

Exit codes:
  0 ok, 1 failure, 2 usage, 3 some runs failed, 4 a threshold was crossed, 130 SIGINT, 143 SIGTERM
`;

/** `starling sweep retry DIR --failed`. */
export const retryCommand = (): Command =>
  withDriving(
    new Command('retry')
      .description('try the runs of a sweep again that failed')
      .argument('<dir>', 'folder of the sweep')
      .requiredOption('--failed', 'those that failed for good'),
  )
    .addHelpText('after', HELP)
    .action(retry);

async function retry(folder: string, options: SweepOptions): Promise<void> {
  const settings = settingsOf(options, warn, sweepOverrides(options));
  await driving(folder, settings, { ...options, again: 'failed' });
}
