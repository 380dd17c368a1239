import { Command, Option } from 'commander';
import type { Storage } from '../../../library/index.js';
import { scaffold } from '../../new/scaffold.js';
import { result } from '../output.js';

/** `starling new NAME`. */
export function newCommand(): Command {
  return new Command('new')
    .description('make a folder with a small model of your own, its test, and what runs them')
    .argument('<name>', 'name of the model, of its package and of the folder')
    .addOption(
      new Option('--storage <kind>', 'how it keeps its agents')
        .choices(['objects', 'columns'])
        .default('objects'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ starling new my-model\n  $ cd my-model && npm install && npm test\n',
    )
    .action((name: string, { storage }: { storage: Storage }) => {
      const files = scaffold(name, storage);
      result(
        [
          `made ${name}:`,
          ...files.map((file) => `  ${file}`),
          '',
          'Next:',
          `  cd ${name} && npm install`,
          '  npm test     compiles the model and runs its test',
          '  npm start    compiles the model and runs it',
        ].join('\n'),
      );
    });
}
