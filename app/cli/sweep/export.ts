import { Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat } from '../../sweep/results/formats.js';
import { result } from '../output.js';
import { reading } from './reading.js';

const HELP = `
Examples:
  $ starling sweep export sweeps/westermo-arms-1 --to results
  $ starling sweep export sweeps/westermo-arms-1 --to results --format csv

Writes a file for each table: runs, model, agents and further ones of the model. Rows are sorted by the runs' keys, so that
equal sweeps give equal files to the byte, however they came about.

Exit codes:
  0 ok, 1 failure, 2 usage
`;

/** `starling sweep export DIR --to DIR`. */
export const exportCommand = (): Command =>
  new Command('export')
    .description('write the results of a sweep into files')
    .argument('<dir>', 'folder of the sweep')
    .requiredOption('--to <dir>', 'folder for the files; those of the same names are replaced')
    .addOption(
      new Option('--format <format>', 'form of the files').choices(EXPORT_FORMATS).default('parquet'),
    )
    .addHelpText('after', HELP)
    .action(async (folder: string, { to, format }: { to: string; format: ExportFormat }) => {
      const { exportSweep } = await import('../../sweep/results/index.js');
      await reading(async () => {
        for (const path of await exportSweep(folder, to, format)) result(path);
      });
    });
