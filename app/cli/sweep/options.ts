import { type Command, Option } from 'commander';
import { DEVICES, ENGINES, KERNELS, type Override, parseFlag } from '../../config/index.js';
import { KEEPS } from '../../sweep/shard.js';
import { type CommonOptions, configOption, overridesOf, setOption } from '../options.js';

/** Options of what is shown. */
export interface ScreenOptions {
  readonly tui?: boolean;
  readonly record?: string;
  readonly recordSize?: string;
}

/** Options of what drives a sweep. */
export interface SweepOptions extends CommonOptions, ScreenOptions {
  readonly seed?: string;
  readonly replications?: string;
  readonly keep?: string;
  readonly engine?: string;
  readonly workers?: string;
  readonly device?: string;
  readonly threads?: string;
  readonly memoryBudget?: string;
  readonly kernels?: string;
  readonly out?: string;
  readonly failFast?: true;
  readonly json?: true;
}

/** Flags that set one value of the sweep or of the settings. */
const FLAGS = [
  ['seed', '--seed', 'seed'],
  ['replications', '--replications', 'replications'],
  ['keep', '--keep', 'keep'],
  ['engine', '--engine', 'sweeps.engine'],
  ['workers', '--workers', 'sweeps.workers'],
  ['device', '--device', 'compute.device'],
  ['threads', '--threads', 'compute.threads'],
  ['memoryBudget', '--memory-budget', 'compute.memory_budget'],
  ['kernels', '--kernels', 'compute.kernels'],
] as const;

/** What the command line changes, in order: flags, then `--set`. */
export function sweepOverrides(options: SweepOptions): Override[] {
  const flags = FLAGS.flatMap(([key, name, path]) => {
    const text = options[key];
    return text === undefined ? [] : parseFlag(name, path, text);
  });
  return [...flags, ...overridesOf(options)];
}

/** Adds the options that say what a sweep file comes to. */
export const withSweep = (command: Command): Command =>
  command
    .option('--seed <seed>', 'root of the seeds of all replications: a whole number, or text')
    .option('--replications <n>', 'runs of each design')
    .addOption(setOption());

/** Adds the options that say where runs are done, and how. */
export const withEngine = (command: Command): Command =>
  command
    .addOption(
      new Option('--engine <name>', 'worker processes on this machine, or a Ray cluster').choices(ENGINES),
    )
    .option('--workers <n>', 'worker processes of the local engine (default: one a core)')
    .addOption(new Option('--device <name>', 'where kernels run').choices(DEVICES))
    .option('--threads <n>', "cores of a worker (default: the machine's, shared out)")
    .option('--memory-budget <size>', 'most that one batch of a kernel may take, such as 512MiB')
    .addOption(new Option('--kernels <choice>', 'implementations of the kernels').choices(KERNELS))
    .addOption(configOption());

/** Adds the options that say how it is shown. */
export const withScreen = (command: Command): Command =>
  command
    .option('--no-tui', 'progress as plain lines, also on a terminal')
    .option('--record <file>', 'record the screen as an asciicast (v2), also where there is no terminal')
    .option(
      '--record-size <size>',
      'size of the recorded screen where there is no terminal (default: 100x30)',
    );

/** Adds the options of a command that drives a sweep to its end. */
export const withDriving = (command: Command): Command =>
  withScreen(
    withEngine(command).option('--fail-fast', 'give up the other runs once one has failed for good'),
  ).option('--json', 'print one JSON object on stdout and nothing else');

export const keepOption = (): Option =>
  new Option('--keep <what>', 'what stays of each run: its folder, its rows, or its line').choices(KEEPS);
