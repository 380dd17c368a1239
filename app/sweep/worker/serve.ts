import { Exit } from '../../../framework/errors.js';
import { type Bench, doShard } from './do-shard.js';

/** Does the shards that the parent tells of over IPC, one after another, until it is asked to end or the parent goes. */
export function serve(bench: Omit<Bench, 'signal'>): void {
  const drain = new AbortController();
  const { signal } = drain;
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
  process.on('message', ({ shard }: { readonly shard?: string }) => {
    if (shard !== undefined) last = last.then(() => does(shard));
  });
  process.send!({ ready: true });

  async function does(id: string): Promise<void> {
    await doShard(id, { ...bench, signal });
    if (!signal.aborted) process.send!({ done: id });
  }
}
