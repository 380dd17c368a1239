import { Command } from 'commander';
import { Exit } from '../../../framework/errors.js';
import { InvalidInput, loadScenario, type Problem, scenarioJsonSchema } from '../../config/index.js';
import { failure } from '../fail.js';
import { type CommonOptions, configOption, overridesOf, setOption, settingsOf } from '../options.js';
import { note, result, resultJson, warn } from '../output.js';

/** `starling scenario check FILE…` and `starling scenario schema`. */
export function scenarioCommand(): Command {
  const command = new Command('scenario').description('check scenario files');
  command
    .command('check')
    .description('check scenario files and say everything that is wrong with them')
    .argument('<files...>', 'scenario files')
    .addOption(setOption())
    .addOption(configOption())
    .option('--json', 'print one JSON object: files, each with ok and problems')
    .addHelpText('after', '\nExample:\n  $ starling scenario check scenarios/*.yaml\n')
    .action((files: string[], options: CommonOptions & { json?: true }) => check(files, options));
  command
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .action(() => resultJson(scenarioJsonSchema()));
  return command;
}

function check(files: readonly string[], options: CommonOptions & { json?: true }): void {
  const settings = settingsOf(options, warn);
  const checked = files.map((file) => {
    try {
      const { scenario } = loadScenario(file, settings, overridesOf(options), warn);
      return { file, ok: true, name: scenario.name, problems: [] as readonly Problem[] };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      if (options.json === undefined) note(failure(error).text);
      return { file, ok: false, problems: error.problems };
    }
  });
  if (options.json) resultJson({ files: checked });
  else for (const { file, ok, name } of checked) if (ok) result(`${file}: ok (${name})`);
  if (checked.some(({ ok }) => !ok)) process.exitCode = Exit.usage;
}
