import { Command } from 'commander';
import { listenForSignals } from '../../run/signals.js';
import { note } from '../output.js';
import { screenSize } from '../watching.js';
import { type ScreenOptions, withScreen } from './options.js';

const HELP = `
Examples:
  $ starling sweep watch sweeps/westermo-arms-1
  $ starling sweep watch sweeps/westermo-arms-1 --no-tui

Looks on at a sweep, whoever drives it: every run, failures first, designs with their outcomes, and while a run is at work
its own view. It changes nothing: q and Ctrl-C leave, and the sweep goes on. A sweep that nobody drives is shown as it
stands. Without a terminal, progress is a line every few seconds until nobody is at it any more. docs/terminal.md tells the
keys.

Exit codes:
  0 ok, 1 failure, 2 usage, 130 SIGINT, 143 SIGTERM
`;

/** `starling sweep watch DIR`. */
export const watchCommand = (): Command =>
  withScreen(
    new Command('watch')
      .description('look on at a sweep from another terminal')
      .argument('<dir>', 'folder of the sweep'),
  )
    .addHelpText('after', HELP)
    .action(watch);

async function watch(folder: string, { tui, record, recordSize }: ScreenOptions): Promise<void> {
  const { watchSweep } = await import('../../sweep/live/watch.js');
  const interruption = listenForSignals(
    () => undefined,
    () => undefined,
  );
  try {
    await watchSweep({
      folder,
      plain: tui === false,
      record,
      recordSize: screenSize(recordSize),
      signal: interruption.signal,
      say: note,
    });
  } finally {
    interruption.release();
  }
  if (interruption.code !== undefined) process.exitCode = interruption.code;
}
