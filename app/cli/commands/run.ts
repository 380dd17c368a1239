import { Command, Option } from 'commander';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { DEVICES, findModel, KERNELS, loadScenario } from '../../config/index.js';
import type { RunJson } from '../../run/index.js';
import { modelList } from '../list.js';
import { runModel } from '../model.js';
import { configOption, setOption, settingsOf } from '../options.js';
import { note, result, resultJson, warn } from '../output.js';
import { resumeRun } from '../resume.js';
import { type RunOptions, runOverrides } from '../run-options.js';
import { watching } from '../watching.js';

const HELP = `
Examples:
  $ starling run scenarios/default.yaml
  $ starling run scenarios/default.yaml --agents 500 --steps 100 --seed 7
  $ starling run scenarios/westermo.yaml --arms none,decentralised --replications 10 --json
  $ starling run scenarios/demo.yaml --set consensus.rule=reputation --set detector.trees=50
  $ starling run forest-fire --steps 2000 --set width=240
  $ starling run schelling-small --pace 5
  $ starling run ./dist/model.js --storage columns --replications 20 --json
  $ starling run scenarios/default.yaml --checkpoint-every 10
  $ starling run --resume runs/default-42-1

A model of the library runs by its name; --list shows the names, and what --set can change of each. A model of your own
runs by the file of its module (starling new NAME makes one).

Flags win over the scenario file, --set wins over flags. The first Ctrl-C ends the run after its step with everything
readable, the second stops it at once.

Any run that did not finish can be gone on with: from its newest checkpoint, or from its start where it keeps none. It
then has the digest and the tables of a run that nothing disturbed. Its ledger is never rolled back: what it holds is
worked out once more and compared.

Exit codes:
  0 ok, 1 failure, 2 usage or invalid file, 5 the ledger of a resumed run comes out otherwise, 130 SIGINT, 143 SIGTERM
`;

/** `starling run FILE…`, `starling run MODEL` and `starling run MODULE`. */
export function runCommand(): Command {
  return new Command('run')
    .description('run scenario files, a model of the library, or one of your own')
    .argument('[files...]', 'scenario files, or the name or the module of a model')
    .option('--agents <n>', 'number of nodes')
    .option('--steps <n>', 'number of steps')
    .option('--seed <seed>', 'seed of the run: a whole number, or text')
    .option('--replications <n>', 'runs with different seeds, all derived from the seed')
    .addOption(new Option('--storage <kind>', 'how a model keeps its agents').choices(['objects', 'columns']))
    .option('--arms <list>', 'arms side by side: none,decentralised,centralised')
    .addOption(new Option('--device <name>', 'where kernels run').choices(DEVICES))
    .option('--threads <n>', 'cores that kernels may use')
    .option('--memory-budget <size>', 'most that one batch of a kernel may take, such as 512MiB')
    .addOption(new Option('--kernels <choice>', 'implementations of the kernels').choices(KERNELS))
    .option('--checkpoint-every <n>', 'keep a checkpoint after each so many steps')
    .option('--checkpoint-keep <n>', 'how many of the newest checkpoints stay, or all (default: 2)')
    .option(
      '--resume <run>',
      'go on with a run that was interrupted or killed; tell the result of a finished one',
    )
    .option('--out <dir>', 'run directory, new or empty (default: runs/<name>-<seed>-<n>)')
    .addOption(setOption())
    .addOption(configOption())
    .option('--json', 'print one JSON object on stdout and nothing else; an array for several files')
    .option('--list', 'print the models of the library with their parameters, and run nothing')
    .option('--no-tui', 'progress as plain lines, also on a terminal')
    .option('--pace <steps>', 'hold the run back to so many steps a second, to watch it; its digest stays')
    .option('--record <file>', 'record the screen as an asciicast (v2), also where there is no terminal')
    .option(
      '--record-size <size>',
      'size of the recorded screen where there is no terminal (default: 100x30)',
    )
    .option('--trace', 'write fingerprints of the state after every stage, for starling reproduce')
    .option('--verbose', 'log every step')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(files: readonly string[], options: RunOptions, command: Command): Promise<void> {
  if (options.list === true) return result(await modelList());
  if (options.resume !== undefined) return resumeRun(options.resume, files, options);
  if (files.length === 0) command.error("error: missing required argument 'files'");
  const model = await findModel(files);
  if (model !== undefined) return runModel(model, options);
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
  const { execute, openCompute, summaryText } = await import('../../run/index.js');
  const title = scenarios.map(({ scenario }) => scenario.name).join(', ');
  const answers: RunJson[] = [];
  const texts: string[] = [];
  const code = await watching(title, options, async (watch, signal) => {
    const compute = await openCompute(
      settings,
      scenarios.map(({ scenario }) => scenario),
    );
    try {
      for (const loaded of scenarios) {
        if (signal.aborted) break;
        const execution = await execute({
          loaded,
          settings,
          compute,
          watch,
          signal,
          out: options.out,
          verbose: options.verbose === true,
          trace: options.trace === true,
        });
        if (execution.json !== undefined) answers.push(execution.json);
        texts.push(summaryText(execution));
      }
    } finally {
      compute.close();
    }
  });
  if (options.json !== true) for (const text of texts) result(`${text}\n`);
  else if (files.length > 1) resultJson(answers);
  else if (answers[0] !== undefined) resultJson(answers[0]);
  if (code !== undefined) {
    if (texts.length === 0) note('starling: interrupted before the first run');
    process.exitCode = code;
  }
}
