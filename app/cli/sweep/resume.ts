import { Command } from 'commander';
import { settingsOf } from '../options.js';
import { warn } from '../output.js';
import { driving } from './driving.js';
import { type SweepOptions, sweepOverrides, withDriving } from './options.js';

const HELP = `
Examples:
  $ starling sweep resume sweeps/westermo-arms-1
  $ starling sweep resume sweeps/westermo-arms-1 --workers 1

Goes on with a sweep that was interrupted, killed or cancelled. Runs that are finished are never done again, and the result
is the same to the byte as if nothing had happened. Of a finished sweep it tells the result.

Exit codes:
  0 ok, 1 failure, 2 usage, 3 some runs failed, 4 a threshold was crossed, 130 SIGINT, 143 SIGTERM
`;

/** `starling sweep resume DIR`. */
export const resumeCommand = (): Command =>
  withDriving(
    new Command('resume')
      .description('go on with a sweep that was interrupted, killed or cancelled')
      .argument('<dir>', 'folder of the sweep'),
  )
    .addHelpText('after', HELP)
    .action(resume);

async function resume(folder: string, options: SweepOptions): Promise<void> {
  const settings = settingsOf(options, warn, sweepOverrides(options));
  await driving(folder, settings, { ...options, again: 'aborted' });
}
