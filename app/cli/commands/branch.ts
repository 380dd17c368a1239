import { Command, Option } from 'commander';
import { DEVICES, KERNELS } from '../../config/index.js';
import { branch } from '../branch.js';
import { configOption, setOption } from '../options.js';

const HELP = `
Examples:
  $ starling branch runs/default-42-1 --at 20 --set consensus.rule=reputation
  $ starling branch runs/default-42-1 --at 20 --set 'faults.byzantine=[{behaviour: colluding, nodes: 0.2}]'
  $ starling branch runs/forest-fire-42-1 --at 500 --set lightning=0.01 --set steps=2000

A branch is a run of its own that begins with the state of another run after a step, and has other parameters from there
on: a what-if from one warmed-up state. The state is that of the run's newest checkpoint up to the step, run on to it; or
of its start. The run itself is left as it is. Parameters that shape the state can't change; an error lists those that can.

Exit codes:
  0 ok, 1 failure, 2 usage, 5 the ledger of the run comes out otherwise, 130 SIGINT, 143 SIGTERM
`;

/** `starling branch RUN --at STEP --set path=value …`. */
export function branchCommand(): Command {
  return new Command('branch')
    .description('begin a run with the state of another one, and other parameters from there on')
    .argument('<run>', 'directory of a single run')
    .requiredOption('--at <step>', 'steps that the run had done')
    .addOption(setOption())
    .addOption(new Option('--device <name>', 'where kernels run').choices(DEVICES))
    .option('--threads <n>', 'cores that kernels may use')
    .option('--memory-budget <size>', 'most that one batch of a kernel may take, such as 512MiB')
    .addOption(new Option('--kernels <choice>', 'implementations of the kernels').choices(KERNELS))
    .option('--checkpoint-every <n>', 'keep a checkpoint after each so many steps')
    .option('--checkpoint-keep <n>', 'how many of the newest checkpoints stay, or all (default: 2)')
    .option('--out <dir>', 'run directory, new or empty (default: runs/<name>-<seed>-<n>)')
    .addOption(configOption())
    .option('--json', 'print one JSON object on stdout and nothing else')
    .option('--no-tui', 'progress as plain lines, also on a terminal')
    .option('--verbose', 'log every step')
    .addHelpText('after', HELP)
    .action(branch);
}
