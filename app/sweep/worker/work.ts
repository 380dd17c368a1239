import { parseArgs } from 'node:util';
import { Exit, StarlingError } from '../../../framework/errors.js';
import type { Watch } from '../../run/watch.js';
import { doShard } from './do-shard.js';
import { Place } from './place.js';

/** Nobody watches. */
const unwatched: Watch = {
  say: () => undefined,
  begin: () => undefined,
  gate: () => undefined,
  ended: () => undefined,
  close: () => undefined,
};

/** The worker's process: one shard of a sweep, or those that it is told of over IPC. */
export async function work(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { folder: { type: 'string' }, shard: { type: 'string' }, serve: { type: 'boolean' } },
  });
  const { folder, shard, serve = false } = values;
  if (folder === undefined || (shard === undefined) !== serve)
    throw new StarlingError('a worker is told its sweep and its shard: --folder DIR --shard ID, or --serve', {
      code: Exit.usage,
    });
  const abort = new AbortController();
  process.on('SIGTERM', () => {
    if (abort.signal.aborted) process.exit(Exit.sigterm);
    abort.abort();
  });
  const place = new Place();
  const done = (id: string) => doShard({ folder, id, place, watch: unwatched, signal: abort.signal });
  if (shard !== undefined) {
    await done(shard);
    place.close();
    if (abort.signal.aborted) process.exitCode = Exit.sigterm;
    return;
  }
  // Ctrl-C reaches every process of a terminal: what it means is for the parent to say.
  process.on('SIGINT', () => undefined);
  const leave = () => process.exit(abort.signal.aborted ? Exit.sigterm : Exit.ok);
  process.on('disconnect', leave);
  let last: Promise<void> = Promise.resolve();
  process.on('message', ({ shard: id }: { readonly shard: string }) => {
    last = last
      .then(() => done(id))
      .then(() => {
        if (!abort.signal.aborted) process.send?.({ done: id });
      });
  });
  abort.signal.addEventListener('abort', () => void last.finally(leave));
  process.send?.({ ready: true });
}
