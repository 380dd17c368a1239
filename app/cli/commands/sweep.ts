import { Command } from 'commander';
import { cancelCommand } from '../sweep/cancel.js';
import { exportCommand } from '../sweep/export.js';
import { planCommand } from '../sweep/plan.js';
import { queryCommand } from '../sweep/query.js';
import { reportCommand } from '../sweep/report.js';
import { resumeCommand } from '../sweep/resume.js';
import { retryCommand } from '../sweep/retry.js';
import { runCommand } from '../sweep/run.js';
import { statusCommand } from '../sweep/status.js';
import { watchCommand } from '../sweep/watch.js';

const HELP = `
Examples:
  $ starling sweep plan scenarios/sweeps/westermo-arms.yaml
  $ starling sweep run scenarios/sweeps/westermo-arms.yaml
  $ starling sweep watch sweeps/westermo-arms-1
  $ starling sweep resume sweeps/westermo-arms-1
  $ starling sweep query sweeps/westermo-arms-1 "SELECT design, avg(recall) FROM runs GROUP BY design"
  $ starling sweep report sweeps/westermo-arms-1

A sweep file says what varies and how often each design is run; every result is kept as soon as it is there, so a sweep can
be broken off at any moment, even by the power, and gone on with. docs/sweeps.md describes the file and the folder.

Exit codes:
  0 ok, 1 failure, 2 usage or invalid file, 3 some runs failed, 4 a threshold was crossed, 130 SIGINT, 143 SIGTERM
`;

/** `starling sweep …`. */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description('plan, run, watch, resume and read sweeps: many designs, each with many seeds')
    .addHelpText('after', HELP);
  const subcommands = [
    planCommand(),
    runCommand(),
    watchCommand(),
    resumeCommand(),
    retryCommand(),
    cancelCommand(),
    statusCommand(),
    queryCommand(),
    exportCommand(),
    reportCommand(),
  ];
  for (const each of subcommands) command.addCommand(each);
  return command;
}
