import { Command } from 'commander';
import type { DriveOptions } from '../../sweep/drive/index.js';
import { settingsOf } from '../options.js';
import { note, result, warn } from '../output.js';
import { type SweepOptions, sweepOverrides, withEngine } from './options.js';

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
  withEngine(
    new Command('cancel')
      .description('give up what a sweep has not done')
      .argument('<dir>', 'folder of the sweep'),
  )
    .addHelpText('after', HELP)
    .action(async (folder: string, options: SweepOptions) => {
      const settings = settingsOf(options, warn, sweepOverrides(options));
      const { cancel, openEngine, SweepLines } = await import('../../sweep/drive/index.js');
      const open: DriveOptions['open'] = (place, say) => openEngine(place, settings, say);
      const given = await cancel({ folder, open, watch: new SweepLines(note) });
      result(`${folder}: ${given} ${given === 1 ? 'run was' : 'runs were'} given up`);
    });
