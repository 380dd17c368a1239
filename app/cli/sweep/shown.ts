import { RunReader } from '../../../framework/experiment/store/index.js';
import type { LoadedSettings } from '../../config/index.js';
import { type DriveOptions, SweepLines, type SweepWatch } from '../../sweep/drive/index.js';
import { sweepPaths } from '../../sweep/folder.js';
import { screenFor } from '../../tui/index.js';
import { note } from '../output.js';
import { screenSize } from '../watching.js';
import type { ScreenOptions } from './options.js';

/** How a sweep that is driven here is shown. */
export type Shown = SweepWatch & Pick<DriveOptions, 'driving'>;

/** On a screen where there is one and something is left to see, else as lines. */
export async function shown(
  folder: string,
  { settings }: LoadedSettings,
  { tui, record, recordSize, again }: ScreenOptions & Pick<DriveOptions, 'again'>,
): Promise<Shown> {
  const screen = screenFor({ plain: tui === false, record, recordSize: screenSize(recordSize) });
  if (screen === undefined || isOver(folder, again)) return new SweepLines(note);
  const { SweepScreen } = await import('../../sweep/live/screen.js');
  return new SweepScreen({ folder, engine: settings.sweeps.engine, record, ...screen });
}

/** Whether nothing is left to do, and so to see. */
function isOver(folder: string, again: DriveOptions['again']): boolean {
  const table = RunReader.open(sweepPaths(folder).runs);
  try {
    const { pending, running, ...counts } = table.counts();
    return pending + running + (again === undefined ? 0 : counts[again]) === 0;
  } finally {
    table.close();
  }
}
