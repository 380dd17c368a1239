import { Command } from 'commander';
import { result, resultJson } from '../output.js';

const HELP = `
Examples:
  $ starling sweep report sweeps/westermo-arms-1
  $ starling sweep report sweeps/westermo-arms-1 --baseline sharing=none --to report

Writes one page that needs no other file, index.html, and beside it every figure as SVG with its numbers as CSV. It may be
asked for at any time, also while the sweep is driven; the same results give the same page.

Exit codes:
  0 ok, 1 failure, 2 usage
`;

interface ReportOptions {
  readonly to?: string;
  readonly baseline?: string;
  readonly json?: true;
}

/** `starling sweep report DIR`. */
export const reportCommand = (): Command =>
  new Command('report')
    .description('write the report of a sweep: a page with its outcomes, differences and failures')
    .argument('<dir>', 'folder of the sweep')
    .option('--to <dir>', "folder for the report (default: report in the sweep's folder)")
    .option(
      '--baseline <design>',
      'what differences are taken from: a design by its label or index, or path=value',
    )
    .option('--json', 'print one JSON object: page, figures')
    .addHelpText('after', HELP)
    .action(async (folder: string, { to, baseline, json }: ReportOptions) => {
      const { writeReport } = await import('../../report/index.js');
      const written = await writeReport(folder, { to, baseline });
      if (json === true) resultJson(written);
      else result(written.page);
    });
