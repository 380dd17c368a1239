import { Command } from 'commander';
import { result } from '../output.js';

const HELP = `
Example:
  $ starling sweep cancel sweeps/westermo-arms-1

Ends every run that is at work and gives up those that wait; what is finished stays. Who drives the sweep, in whatever
process, is asked and heard. starling sweep resume takes up what was given up.

Exit codes:
  0 ok, 1 failure, 2 usage
`;

/** `starling sweep cancel DIR`. */
export const cancelCommand = (): Command =>
  new Command('cancel')
    .description('give up what a sweep has not done')
    .argument('<dir>', 'folder of the sweep')
    .addHelpText('after', HELP)
    .action(async (folder: string) => {
      const { cancel } = await import('../../sweep/drive/index.js');
      const given = await cancel(folder);
      result(`${folder}: ${given} ${given === 1 ? 'run was' : 'runs were'} given up`);
    });
