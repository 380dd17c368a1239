import { Exit } from '../../../framework/errors.js';
import { type Bench, doShard } from './do-shard.js';
import { Live } from './live/live.js';

/** What the parent says: do a shard, show a run while it is at work (none where null), tell about one of its agents. */
interface FromParent {
  readonly shard?: string;
  readonly watch?: string | null;
  readonly inspect?: number | null;
}

/** Does the shards that the parent tells of over IPC, one after another, until it is asked to end or the parent goes. */
export function serve(given: Omit<Bench, 'signal' | 'live'>): void {
  const drain = new AbortController();
  const { signal } = drain;
  const live = new Live((frame, sent) => process.send!({ frame }, undefined, undefined, sent));
  const bench: Bench = { ...given, live, signal };
  let last: Promise<void> = Promise.resolve();
  const leave = () => process.exit(signal.aborted ? Exit.sigterm : Exit.ok);
  process.on('SIGTERM', () => {
    if (signal.aborted) leave();
    drain.abort();
    void last.then(leave);
  });
  // Ctrl-C reaches every process of a terminal: what it means is for the parent to say.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', leave);
  process.on('message', ({ shard, watch, inspect }: FromParent) => {
    if (shard !== undefined) last = last.then(() => does(shard));
    if (watch !== undefined) live.want(watch);
    if (inspect !== undefined) live.inspect(inspect);
  });
  process.send!({ ready: true });

  async function does(id: string): Promise<void> {
    await doShard(id, bench);
    if (!signal.aborted) process.send!({ done: id });
  }
}
