import { parseArgs } from 'node:util';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { endWithParent } from '../../../kernels/compiled/index.js';
import { listenForSignals } from '../../run/signals.js';
import { type Bench, doShard } from './do-shard.js';
import { FolderLive } from './live/folder-live.js';
import { Place } from './place.js';
import { serve } from './serve.js';
import { Watchdog } from './watchdog/watchdog.js';

/**
 * The worker's process: one shard of a sweep (`--folder DIR --shard ID`), or those that its parent tells it of
 * (`--folder DIR --serve`). What goes wrong outside of a run ends it.
 */
export async function work(words: readonly string[]): Promise<void> {
  const { folder, shard, isServing } = told(words);
  // A parent of another kind may have started this process from a thread that ends before it does.
  const bench = { folder, place: new Place(), watchdog: new Watchdog(isServing && endWithParent()) };
  if (isServing) serve(bench);
  else process.exitCode = await once(shard, bench);
}

/** @returns the exit code: 0 where every run of the shard has come to its end */
async function once(shard: string, bench: Omit<Bench, 'signal' | 'live'>): Promise<number> {
  const interruption = listenForSignals(
    () => undefined,
    () => undefined,
  );
  const byFolder = new FolderLive(bench.folder, shard);
  try {
    await doShard(shard, { ...bench, live: byFolder.live, signal: interruption.signal });
    return interruption.code ?? Exit.ok;
  } finally {
    byFolder.close();
    interruption.release();
    bench.place.close();
  }
}

function told(words: readonly string[]): {
  readonly folder: string;
  readonly shard: string;
  readonly isServing: boolean;
} {
  const { values } = parseArgs({
    args: [...words],
    options: { folder: { type: 'string' }, shard: { type: 'string' }, serve: { type: 'boolean' } },
  });
  const { folder, shard, serve: isServing = false } = values;
  if (folder !== undefined && (shard === undefined) === isServing)
    return { folder, shard: shard ?? '', isServing };
  throw new StarlingError('a worker is told its sweep and its shard: --folder DIR --shard ID, or --serve', {
    code: Exit.usage,
  });
}
