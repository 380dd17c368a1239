import { Command, Option } from 'commander';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { DEVICES, KERNELS, loadScenario } from '../../config/index.js';
import type { RunJson } from '../../run/index.js';
import { openWatch, type ScreenSize } from '../../tui/index.js';
import { configOption, setOption, settingsOf } from '../options.js';
import { note, result, resultJson, warn } from '../output.js';
import { type RunOptions, runOverrides } from '../run-options.js';

const HELP = `
Examples:
  $ starling run scenarios/default.yaml
  $ starling run scenarios/default.yaml --agents 500 --steps 100 --seed 7
  $ starling run scenarios/westermo.yaml --arms none,decentralised --replications 10 --json
  $ starling run scenarios/demo.yaml --set consensus.rule=reputation --set detector.trees=50

Flags win over the scenario file, --set wins over flags. The first Ctrl-C ends the run after its step with everything
readable, the second stops it at once.

Exit codes:
  0 ok, 1 failure, 2 usage or invalid file, 130 SIGINT, 143 SIGTERM
`;

/** `starling run FILE…`. */
export function runCommand(): Command {
  return new Command('run')
    .description('run scenario files')
    .argument('<files...>', 'scenario files')
    .option('--agents <n>', 'number of nodes')
    .option('--steps <n>', 'number of steps')
    .option('--seed <seed>', 'seed of the run: a whole number, or text')
    .option('--replications <n>', 'runs with different seeds, all derived from the seed')
    .option('--arms <list>', 'arms side by side: none,decentralised,centralised')
    .addOption(new Option('--device <name>', 'where kernels run').choices(DEVICES))
    .option('--threads <n>', 'cores that kernels may use')
    .option('--memory-budget <size>', 'most that one batch of a kernel may take, such as 512MiB')
    .addOption(new Option('--kernels <choice>', 'implementations of the kernels').choices(KERNELS))
    .option('--out <dir>', 'run directory, new or empty (default: runs/<name>-<seed>-<n>)')
    .addOption(setOption())
    .addOption(configOption())
    .option('--json', 'print one JSON object on stdout and nothing else; an array for several files')
    .option('--no-tui', 'progress as plain lines, also on a terminal')
    .option('--record <file>', 'record the screen as an asciicast (v2), also where there is no terminal')
    .option(
      '--record-size <size>',
      'size of the recorded screen where there is no terminal (default: 100x30)',
    )
    .option('--verbose', 'log every step')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(files: readonly string[], options: RunOptions): Promise<void> {
  const overrides = runOverrides(options);
  const settings = settingsOf(options, warn, overrides);
  // All files are read before anything starts: a typo in the last one must not show after hours.
  const scenarios = files.map((file) => loadScenario(file, settings, overrides, warn));
  if (options.out !== undefined && files.length > 1) {
    throw new StarlingError(`one run directory is named for ${files.length} scenario files`, {
      code: Exit.usage,
      place: '--out',
      hint: 'run them one by one, or leave --out away',
    });
  }
  // Kernels and model are loaded only for scenarios that can run.
  const { execute, listenForSignals, openCompute, summaryText } = await import('../../run/index.js');
  const title = scenarios.map(({ scenario }) => scenario.name).join(', ');
  const watch = await openWatch({
    title,
    plain: options.tui === false,
    record: options.record,
    recordSize: screenSize(options.recordSize),
  });
  const interruption = listenForSignals(
    (name) => {
      watch.say(`${name}: the run ends after this step; once more stops it at once`);
      watch.release?.();
    },
    () => void watch.close(),
  );
  const answers: RunJson[] = [];
  const texts: string[] = [];
  try {
    const compute = await openCompute(
      settings,
      scenarios.map(({ scenario }) => scenario),
    );
    try {
      for (const loaded of scenarios) {
        if (interruption.signal.aborted) break;
        const execution = await execute({
          loaded,
          settings,
          compute,
          watch,
          signal: interruption.signal,
          out: options.out,
          verbose: options.verbose === true,
        });
        if (execution.json !== undefined) answers.push(execution.json);
        texts.push(summaryText(execution));
      }
    } finally {
      compute.close();
    }
  } finally {
    await watch.close();
    interruption.release();
  }
  if (options.json !== true) for (const text of texts) result(`${text}\n`);
  else if (files.length > 1) resultJson(answers);
  else if (answers[0] !== undefined) resultJson(answers[0]);
  if (interruption.code !== undefined) {
    if (texts.length === 0) note('starling: interrupted before the first run');
    process.exitCode = interruption.code;
  }
}

/** Reads `100x30`. @throws StarlingError for anything else, and for less than the smallest screen */
function screenSize(text: string | undefined): ScreenSize | undefined {
  if (text === undefined) return undefined;
  const [, columns, rows] = /^(\d{2,3})x(\d{2,3})$/.exec(text) ?? [];
  if (columns !== undefined && Number(columns) >= 40 && Number(rows) >= 10) {
    return { columns: Number(columns), rows: Number(rows) };
  }
  throw new StarlingError(`${text} is no size of a screen`, {
    code: Exit.usage,
    place: '--record-size',
    hint: 'give columns and rows, at least 40x10, such as 100x30',
  });
}
