import { Exit, StarlingError } from '../../../framework/errors.js';
import type { Settings } from '../../config/index.js';
import type { Keep } from '../shard.js';

/** @throws StarlingError where a sweep keeps the folders of its runs, and its shards have no folder to keep them in */
export function requireShared(keep: Keep, { sweeps: { engine, ray } }: Settings): void {
  if (engine !== 'ray' || ray.collect === undefined || keep !== 'full') return;
  throw new StarlingError(
    'the folders of runs (keep: full) stay in the folder of the sweep, which the nodes do not share',
    {
      code: Exit.usage,
      place: 'sweeps.ray.collect',
      hint: 'keep tables or root, or leave sweeps.ray.collect away and give the sweep a folder that every node sees',
    },
  );
}
