import { copyFileSync, existsSync } from 'node:fs';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { onDisk } from '../../run/files.js';
import { makeSweepFolder } from '../../run/folder.js';
import { locked } from '../../run/lock.js';
import { type LoadedSweep, readSweep, writeSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { Results } from '../results/results.js';
import { clearHalfMade, making } from './half-made.js';

/**
 * Makes the folder of a sweep, with all that is needed to drive it from there. One that was begun to be made, and never
 * finished, is made anew.
 *
 * @throws StarlingError where the folder asked for holds something; of the same sweep it says how to go on
 */
export async function makeSweep(
  sweep: LoadedSweep,
  where: { readonly out?: string | undefined; readonly sweeps: string },
): Promise<string> {
  const { out } = where;
  if (out !== undefined) {
    refuseTaken(out, sweep);
    await clearHalfMade(out);
  }
  const folder = makeSweepFolder({ ...where, name: sweep.name });
  await locked(folder, async () => {
    // Another process may have been quicker.
    refuseTaken(folder, sweep);
    making(folder, () => fill(folder, sweep));
  });
  return folder;
}

function fill(folder: string, sweep: LoadedSweep): void {
  onDisk(folder, () => copyFileSync(sweep.file, sweepPaths(folder).file));
  const { name, limits, designs, members } = sweep;
  Results.create(folder, {
    name,
    attempts: limits.attempts,
    designs: designs.map(({ design }) => design),
    members,
  }).close();
  // By it a folder is known as that of a sweep: then all else is there.
  writeSweep(folder, sweep);
}

function refuseTaken(folder: string, sweep: LoadedSweep): void {
  if (!existsSync(sweepPaths(folder).manifest)) return;
  const there = readSweep(folder);
  const isSame = keysOf(there) === keysOf(sweep);
  throw new StarlingError(isSame ? 'the sweep is there already' : 'another sweep is there', {
    code: Exit.usage,
    place: folder,
    hint: isSame
      ? `go on with it, or see its result: starling sweep resume ${folder}`
      : 'name another folder with --out, or leave --out away and one is chosen',
  });
}

const keysOf = ({ members }: LoadedSweep): string => members.map(({ key }) => key).join();
