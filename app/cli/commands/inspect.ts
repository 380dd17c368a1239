import { Command } from 'commander';
import { inspectionText, inspectRun } from '../../run/index.js';
import { result, resultJson } from '../output.js';

/** `starling inspect RUN`. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('say what a run was and what came of it, also of one that never ended')
    .argument('<run>', 'run directory')
    .option('--json', 'print one JSON object: folder, manifest, summary, ledger, files')
    .addHelpText('after', '\nExample:\n  $ starling inspect runs/default-42-1\n')
    .action((run: string, options: { json?: true }) => {
      const inspection = inspectRun(run);
      if (options.json) resultJson(inspection);
      else result(inspectionText(inspection));
    });
}
