import { Command } from 'commander';
import { result, resultJson } from '../output.js';

const HELP = `
Examples:
  $ starling sweep status sweeps/westermo-arms-1
  $ starling sweep status sweeps/westermo-arms-1 --json

May be asked at any time, also while the sweep is driven. A run is pending, running, succeeded, failed or aborted.

Exit codes:
  0 ok, 1 failure, 2 usage
`;

/** `starling sweep status DIR`. */
export const statusCommand = (): Command =>
  new Command('status')
    .description('say where a sweep stands, and each of its runs')
    .argument('<dir>', 'folder of the sweep')
    .option(
      '--json',
      'print one JSON object: name, state, counts, runs[] with key, design, seed, state, attempts, digest …',
    )
    .addHelpText('after', HELP)
    .action(async (folder: string, { json }: { json?: true }) => {
      const { statusOf, statusText } = await import('../../sweep/results/index.js');
      const status = statusOf(folder);
      if (json === true) resultJson(status);
      else result(statusText(folder, status));
    });
