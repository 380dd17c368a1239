/** The watchdog's thread, started by `Watchdog`. */
import { parentPort, workerData } from 'node:worker_threads';
import { OutboxWriter } from '../../outbox/writer.js';
import { passed } from './passed.js';
import type { Post, Watched } from './watched.js';

/** Milliseconds between two looks. */
const EVERY = 50;

const { cell, parent } = workerData as Post;
let run: Watched | undefined;

parentPort!.on('message', (watched: Watched) => {
  run = watched;
});
setInterval(look, EVERY);

function look(): void {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (run === undefined || Atomics.load(cell, 0) !== run.number) return;
  const seconds = (Date.now() - run.began) / 1000;
  const failure = passed(run.limits, seconds, process.memoryUsage.rss());
  if (failure === undefined || Atomics.compareExchange(cell, 0, run.number, -run.number) !== run.number)
    return;
  const { key, attempt, outbox } = run;
  new OutboxWriter(outbox).failed({ key, attempt }, seconds, failure);
  process.kill(process.pid, 'SIGKILL');
}
