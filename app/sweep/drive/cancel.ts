import { setTimeout } from 'node:timers/promises';
import { RunTable } from '../../../framework/experiment/store/index.js';
import { isLocked } from '../../run/lock.js';
import { readSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { type DriveOptions, drive } from './drive.js';

/** Milliseconds between two looks whether a driver has ended. */
const LOOK = 100;

/**
 * Gives up what a sweep has not done: who drives it is asked to, and waited for; where nobody does, what an engine may still
 * be at is ended from here.
 *
 * @returns how many runs are given up
 */
export async function cancel(options: Pick<DriveOptions, 'folder' | 'open' | 'watch'>): Promise<number> {
  const { folder } = options;
  readSweep(folder);
  if (await isLocked(folder)) await askToCancel(folder);
  // It may have ended before it heard.
  const { summary } = await drive({ ...options, failFast: false, cancel: true });
  return summary.runs.aborted;
}

async function askToCancel(folder: string): Promise<void> {
  const runs = RunTable.open(sweepPaths(folder).runs);
  try {
    runs.request('cancel', `process ${process.pid}`, new Date().toISOString());
    while (await isLocked(folder)) await setTimeout(LOOK);
  } finally {
    runs.close();
  }
}
