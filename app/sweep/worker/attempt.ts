import { rmSync } from 'node:fs';
import type { RunFailure } from '../../../framework/index.js';
import { saidBy } from '../../run/manifest.js';
import { sweepPaths } from '../folder.js';
import { OutboxSink, type OutboxWriter } from '../outbox/index.js';
import { type Assignment, hasLimits, type Shard } from '../shard.js';
import type { Bench } from './do-shard.js';
import { makeRoom } from './room.js';
import type { Runner, RunSetting } from './runner.js';

export interface AttemptContext extends Bench {
  readonly shard: Shard;
  readonly outbox: OutboxWriter;
  readonly runner: () => Promise<Runner>;
}

/**
 * Does one run, and says in the outbox that it began and how it ended, whatever comes of it. The watchdog looks at one run
 * at a time: runs without limits need none.
 */
export async function attempt(assignment: Assignment, context: AttemptContext): Promise<void> {
  const { folder, shard, outbox, runner, watchdog, live, signal } = context;
  const { limits, keep } = shard;
  const { key, attempt } = assignment;
  const about = { key, attempt };
  const watch = live.at(key);
  const setting: RunSetting = {
    sinks: keep === 'root' ? [] : [new OutboxSink(outbox, about)],
    signal,
    watch,
    fellBack: (_, text) => {
      process.stderr.write(`${key}: ${text}\n`);
      // What it wrote until now counts no more.
      outbox.began(about);
    },
    folder: keep === 'full' ? emptied(sweepPaths(folder).run(key)) : undefined,
  };
  makeRoom(limits.memory);
  outbox.began(about);
  const guard = hasLimits(limits) ? watchdog : undefined;
  guard?.begin(about, limits, outbox.path);
  const began = performance.now();
  let tell: () => void;
  try {
    const outcome = await (await runner()).run(assignment, setting);
    watch.over(outcome === undefined ? 'interrupted' : 'finished', outcome);
    tell = () => (outcome === undefined ? outbox.drained(about) : outbox.succeeded(about, outcome));
  } catch (error) {
    const seconds = (performance.now() - began) / 1000;
    watch.over('failed');
    tell = () => outbox.failed(about, seconds, failureOf(error));
  }
  guard?.end();
  tell();
}

/** The folder of a run, without what an attempt left in it that was broken off. */
function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function failureOf(error: unknown): RunFailure {
  const [message] = saidBy(error).split('\n');
  return {
    reason: 'error',
    message: message!,
    trace: error instanceof Error ? (error.stack ?? String(error)) : String(error),
  };
}
