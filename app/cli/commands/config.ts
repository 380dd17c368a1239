import { Command } from 'commander';
import { asWritten, loadScenario, readDocument, scenarioJsonSchema, Tree } from '../../config/index.js';
import { showTree } from '../../config/show.js';
import { type CommonOptions, configOption, overridesOf, setOption, settingsOf } from '../options.js';
import { result, resultJson, warn } from '../output.js';

interface ShowOptions extends CommonOptions {
  readonly resolved?: true;
  readonly json?: true;
}

/** `starling config show` and `starling config schema`. */
export function configCommand(): Command {
  const command = new Command('config').description(
    'show settings, scenarios as they resolve, and their schema',
  );
  command
    .command('show')
    .description('show the settings, and a scenario with them')
    .argument('[file]', 'scenario file')
    .option('--resolved', 'with every default filled in, and where each value comes from')
    .addOption(setOption())
    .addOption(configOption())
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Later wins: built-in defaults, config.yaml, its section for the environment, the scenario file, environment
variables, flags, --set.

Example:
  $ SIMULATION_DEFAULT_AGENTS=50 starling config show --resolved scenarios/default.yaml
`,
    )
    .action(show);
  command
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .option('--sweep', 'of sweep files in their place')
    .action(schema);
  return command;
}

async function schema({ sweep }: { readonly sweep?: true }): Promise<void> {
  if (sweep === undefined) resultJson(scenarioJsonSchema());
  else resultJson((await import('../../sweep/file/schema.js')).sweepJsonSchema());
}

function show(file: string | undefined, options: ShowOptions): void {
  const settings = settingsOf(options, warn);
  const loaded = file === undefined ? undefined : loadScenario(file, settings, overridesOf(options), warn);
  const written = file === undefined ? undefined : readDocument(file, 'scenario').value;
  const values = options.resolved
    ? {
        settings: settings.settings,
        ...(loaded === undefined ? {} : { scenario: asWritten(loaded.scenario) }),
      }
    : { settings: settings.tree.value, ...(written === undefined ? {} : { scenario: written }) };
  if (options.json) {
    resultJson(values);
    return;
  }
  const origins = options.resolved === true;
  result(`# settings\n${showTree(values.settings, origins ? settings.tree : undefined)}`);
  if (values.scenario !== undefined) {
    result(
      `\n# scenario ${file}\n${showTree(values.scenario, origins ? (loaded?.tree ?? new Tree()) : undefined)}`,
    );
  }
}
