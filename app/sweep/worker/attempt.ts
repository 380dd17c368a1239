import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RunFailure } from '../../../framework/index.js';
import { saidBy } from '../../run/manifest.js';
import { sweepPaths } from '../folder.js';
import type { OutboxRecord } from '../outbox/record.js';
import type { Assignment, Shard } from '../shard.js';
import { type Outbox, RowsSink } from './append.js';
import type { Bench } from './do-shard.js';
import { makeRoom } from './room.js';
import type { Runner, RunSetting } from './runner.js';

export interface AttemptContext extends Bench {
  readonly shard: Shard;
  readonly outbox: Outbox;
  readonly runner: () => Promise<Runner>;
}

/** Does one run, and says in the outbox that it began and how it ended, whatever comes of it. */
export async function attempt(assignment: Assignment, context: AttemptContext): Promise<void> {
  const { folder, shard, outbox, runner, watchdog, watch, signal } = context;
  const { limits, keep } = shard;
  const { key, attempt } = assignment;
  const about = () => ({ key, attempt, at: new Date().toISOString() });
  const setting: RunSetting = {
    sinks: keep === 'root' ? [] : [new RowsSink(outbox, { key, attempt })],
    signal,
    watch,
    folder: keep === 'full' ? emptied(sweepPaths(folder).run(key)) : undefined,
  };
  makeRoom(limits.memory);
  outbox.append({ kind: 'began', ...about(), host: hostname(), pid: process.pid });
  watchdog.begin({ key, attempt }, limits, sweepPaths(folder).outbox(shard.id));
  const began = performance.now();
  let end: OutboxRecord;
  try {
    const outcome = await (await runner()).run(assignment, setting);
    end =
      outcome === undefined ? { kind: 'drained', ...about() } : { kind: 'succeeded', ...about(), outcome };
  } catch (error) {
    const seconds = (performance.now() - began) / 1000;
    end = { kind: 'failed', ...about(), seconds, failure: failureOf(error) };
  }
  watchdog.end();
  outbox.append(end);
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
