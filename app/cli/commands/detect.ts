import { Command, InvalidArgumentError, Option } from 'commander';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { type DeviceChoice, DeviceError, deviceNames } from '../../../kernels/device/index.js';
import type { KernelChoice } from '../../../kernels/index.js';
import { kernelsUnfit } from '../../config/kernels-fit.js';
import { parseBytes } from '../../config/memory.js';
import { type DetectOptions, type DetectResult, prepareDetection } from '../../detect/index.js';
import { type ComputeContext, openContext } from '../../run/context.js';
import { type FellBack, orOnCpu } from '../../run/fall-back.js';
import { note, result, resultJson } from '../output.js';

interface Flags extends Omit<DetectOptions, 'attack' | 'normal' | 'features'> {
  readonly features?: string[];
  readonly normal?: string[];
  readonly attack?: string[];
  readonly device: DeviceChoice;
  readonly threads?: number;
  readonly kernels: KernelChoice;
  readonly memoryBudget: number;
  readonly json?: true;
}

/** `starling detect CSV --label COLUMN`: the isolation forest alone on any table. */
export function detectCommand(): Command {
  return new Command('detect')
    .description('score an isolation forest alone on any table: AUROC over seeds')
    .argument('<csv>', 'CSV file with a header')
    .requiredOption(
      '--label <column>',
      'column of the truth; it chooses fitting rows only where --fit-where names it',
    )
    .option('--trees <n>', 'trees of a forest', integer(1, 1024), 100)
    .option('--sample <n>', 'records a tree is fitted on', integer(2, 4096), 256)
    .option('--seeds <n>', 'forests fitted, with the seeds 0 … n − 1', integer(1, 10_000), 10)
    .option('--fit-where <condition>', 'rows to fit on (default: all)')
    .option(
      '--score-where <condition>',
      'rows to score (default: those outside the part of --fit-where that does not name the label; all without one)',
    )
    .option('--features <columns>', 'feature columns, parted by commas (default: every numeric column)', list)
    .option(
      '--normal <labels>',
      'labels that mean normal, parted by commas (default: 0, normal, benign, false)',
      list,
    )
    .option('--attack <labels>', 'labels that mean an anomaly (default: all others)', list)
    .addOption(
      new Option('--device <name>', 'where to compute').choices(['auto', ...deviceNames]).default('auto'),
    )
    .option('--threads <n>', 'cores the device may use', integer(1, 1024))
    .addOption(
      new Option('--kernels <choice>', 'implementations')
        .choices(['auto', 'composed', 'reference'])
        .default('auto'),
    )
    .option('--memory-budget <size>', 'most a batch may take, such as 512MiB', bytes, 512 * 1024 * 1024)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(run);
}

const HELP = `
Conditions compare columns (==, !=, <, <=, >, >=, in (…)), joined by &&, ||, ! and parentheses.
A file with the columns of the Westermo flows is scored as its authors' labels ask: its 47 features, the SSH, port scan
and man-in-the-middle classes against Normal, everything else left out.

Examples:
  $ starling detect cardio.csv --label label
  $ starling detect dev_left.csv --label NST_M_Label --fit-where "startOffset < 1360 && NST_M_Label == 'Normal'"
`;

async function run(file: string, flags: Flags): Promise<void> {
  const started = performance.now();
  const unfit = kernelsUnfit(flags);
  if (unfit !== undefined)
    throw new StarlingError(unfit.message, { code: Exit.usage, place: '--kernels', hint: unfit.remedy });
  const detection = prepareDetection(file, flags);
  const compute = await open(flags);
  try {
    if (flags.json === undefined) note(compute.reason);
    let fellBack: FellBack | undefined;
    const found = await orOnCpu(compute, {
      attempt: (kernels) => detection.run(kernels),
      warn: (why, text) => {
        fellBack = why;
        note(text);
      },
    });
    const seconds = (performance.now() - started) / 1000;
    const from = fellBack === undefined ? {} : { fell_back_from: fellBack.from };
    if (flags.json) resultJson({ ...found, device: compute.device.name, ...from, seconds });
    else result(text(found, seconds));
  } finally {
    compute.close();
  }
}

async function open({ device, kernels: choice, memoryBudget, threads }: Flags): Promise<ComputeContext> {
  try {
    // Directions are not compared: only composed kernels leave TFJS something to do.
    const comparisons = choice === 'composed' ? undefined : 0;
    return await openContext(device, { choice, memoryBudget, threads, comparisons });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new StarlingError(error.message, {
      code: Exit.usage,
      place: '--device',
      hint: error.hint,
      cause: error,
    });
  }
}

function text({ auroc, ...found }: DetectResult, seconds: number): string {
  const digits = (value: number): string => value.toFixed(4);
  const range = `${digits(Math.min(...auroc.values))} … ${digits(Math.max(...auroc.values))}`;
  return [
    `Isolation forest on ${found.file}: ${found.trees} trees on samples of ${found.sample}, ${found.features} features`,
    `  fitted  ${found.fitted} of ${found.rows} rows`,
    `  scored  ${found.scored} rows, ${found.anomalies} of them anomalous by ${found.label}`,
    auroc.sd === null
      ? `  AUROC   ${digits(auroc.mean)} (one seed)`
      : `  AUROC   ${digits(auroc.mean)} ± ${digits(auroc.sd)} (mean and sd of ${found.seeds} seeds; ${range})`,
    `  in ${seconds.toFixed(1)} s`,
  ].join('\n');
}

function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected an integer from ${least} to ${most}.`);
  };
}

function bytes(text: string): number {
  const size = parseBytes(text);
  if (size !== undefined && size > 0) return size;
  throw new InvalidArgumentError('Expected a size, such as 512MiB.');
}

function list(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.every((item) => item !== '')) return items;
  throw new InvalidArgumentError('Expected names parted by commas.');
}
