import { copyFileSync, existsSync } from 'node:fs';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { onDisk } from '../../run/files.js';
import { makeSweepFolder } from '../../run/folder.js';
import { type LoadedSweep, readSweep, writeSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { Results } from '../results/results.js';

/**
 * Makes the folder of a sweep, with all that is needed to drive it from there.
 *
 * @throws StarlingError where the folder asked for holds something; of the same sweep it says how to go on
 */
export function makeSweep(
  sweep: LoadedSweep,
  where: { readonly out?: string | undefined; readonly sweeps: string },
): string {
  if (where.out !== undefined && existsSync(sweepPaths(where.out).manifest)) throw taken(where.out, sweep);
  const folder = makeSweepFolder({ ...where, name: sweep.name });
  onDisk(folder, () => copyFileSync(sweep.file, sweepPaths(folder).file));
  const { name, limits, designs, members } = sweep;
  Results.create(folder, {
    name,
    attempts: limits.attempts,
    designs: designs.map(({ design, scenario }) => ({ ...design, scenario })),
    members,
  }).close();
  // By it a folder is known as that of a sweep: then all else is there.
  writeSweep(folder, sweep);
  return folder;
}

function taken(folder: string, sweep: LoadedSweep): StarlingError {
  const there = readSweep(folder);
  const isSame = keysOf(there) === keysOf(sweep);
  return new StarlingError(isSame ? 'the sweep is there already' : 'another sweep is there', {
    code: Exit.usage,
    place: folder,
    hint: isSame
      ? `go on with it, or see its result: starling sweep resume ${folder}`
      : 'name another folder with --out, or leave --out away and one is chosen',
  });
}

const keysOf = ({ members }: LoadedSweep): string => members.map(({ key }) => key).join();
