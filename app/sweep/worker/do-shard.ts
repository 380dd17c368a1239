import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { RunFailure } from '../../../framework/index.js';
import { saidBy } from '../../run/manifest.js';
import type { Watch } from '../../run/watch.js';
import { sweepPaths } from '../folder.js';
import { type OutboxRecord, OutboxSink, OutboxWriter } from '../outbox/index.js';
import type { Assignment, Shard } from '../shard.js';
import { modelRunner } from './model-runner.js';
import type { Place } from './place.js';
import type { Runner } from './runner.js';
import { scenarioRunner } from './scenario-runner.js';

export interface ShardRequest {
  /** The sweep's. */
  readonly folder: string;
  readonly id: string;
  readonly place: Place;
  readonly watch: Watch;
  /** Aborting breaks off the run that is at work, and begins no other. */
  readonly signal: AbortSignal;
}

/**
 * Does the runs of a shard that have no end yet, one after another, and says what comes of each in the shard's outbox.
 * A run that throws has failed, and the next begins.
 */
export async function doShard({ folder, id, place, watch, signal }: ShardRequest): Promise<void> {
  const paths = sweepPaths(folder);
  const shard = JSON.parse(readFileSync(paths.shard(id), 'utf8')) as Shard;
  const ended = endedIn(paths.outbox(id));
  const outbox = new OutboxWriter(paths.outbox(id));
  try {
    // What keeps a device or a module from being opened fails each run.
    let runner: Promise<Runner> | undefined;
    for (const assignment of shard.runs) {
      const { key, attempt } = assignment;
      if (signal.aborted) return;
      if (ended.has(nameOf(assignment))) continue;
      const about = { key, attempt };
      outbox.began(about);
      const began = performance.now();
      try {
        runner ??= runnerOf(shard, place);
        const outcome = await (await runner).run(assignment, {
          sinks: shard.keep === 'root' ? [] : [new OutboxSink(outbox, about)],
          signal,
          watch,
          folder: shard.keep === 'full' ? emptied(paths.run(key)) : undefined,
        });
        if (outcome === undefined) outbox.drained(about);
        else outbox.succeeded(about, outcome);
      } catch (error) {
        const seconds = (performance.now() - began) / 1000;
        outbox.failed(about, seconds, failureOf(error));
      }
      // Signals and messages are heard here, however short runs are.
      await setImmediate();
    }
  } finally {
    outbox.close();
  }
}

async function runnerOf(shard: Shard, place: Place): Promise<Runner> {
  const { subject } = shard;
  return subject.kind === 'scenario' ? scenarioRunner(shard, subject, place) : modelRunner(shard, subject);
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

const nameOf = ({ key, attempt }: Pick<Assignment, 'key' | 'attempt'>): string => `${key} ${attempt}`;

/** Runs that an earlier process of the same shard has ended. */
function endedIn(path: string): ReadonlySet<string> {
  if (!existsSync(path)) return new Set();
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const records = lines.map((line) => JSON.parse(line) as OutboxRecord);
  return new Set(records.filter(({ kind }) => kind === 'succeeded' || kind === 'failed').map(nameOf));
}
