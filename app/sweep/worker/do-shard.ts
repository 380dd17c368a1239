import { existsSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { StarlingError } from '../../../framework/errors.js';
import { packageRoot, version } from '../../version.js';
import { sweepPaths } from '../folder.js';
import { OutboxWriter, readOutbox } from '../outbox/index.js';
import { type Assignment, hasLimits, type Shard } from '../shard.js';
import { attempt } from './attempt.js';
import type { Live } from './live/live.js';
import { modelRunner } from './model-runner.js';
import type { Place } from './place.js';
import type { Runner } from './runner.js';
import { scenarioRunner } from './scenario-runner.js';
import type { Watchdog } from './watchdog/watchdog.js';

/** What a process has for all the shards that it does. */
export interface Bench {
  /** The sweep's. */
  readonly folder: string;
  readonly place: Place;
  readonly watchdog: Watchdog;
  readonly live: Live;
  /** Aborting breaks off the runs that are at work, and begins no other. */
  readonly signal: AbortSignal;
}

/**
 * Does the runs of a shard that have no end yet, one after another or, where the device serves several at once, side by
 * side, and says what comes of each in the shard's outbox. A run that throws has failed, and the next begins; none does
 * while the sweep is drained.
 */
export async function doShard(id: string, bench: Bench): Promise<void> {
  const { folder, place, signal } = bench;
  const paths = sweepPaths(folder);
  const text = readFileSync(paths.shard(id), 'utf8');
  // It was stopped as it waited, and emptied, for an engine that can't take back what waits.
  if (text === '') return;
  const shard = JSON.parse(text) as Shard;
  if (shard.version !== version()) throw otherVersion(shard.version);
  const ended = endedIn(paths.outbox(id));
  const outbox = new OutboxWriter(paths.outbox(id));
  // What keeps a device or a module from being opened fails each run.
  let opened: Promise<Runner> | undefined;
  const runner = () => {
    opened ??= runnerOf(shard, place);
    return opened;
  };
  const left = shard.runs.filter((assignment) => !ended.has(nameOf(assignment)));
  const waiting = left.values();
  const until = performance.now() + 1000 * (shard.seconds ?? Number.POSITIVE_INFINITY);
  let hasBegun = false;
  const lane = async (): Promise<void> => {
    for (const assignment of waiting) {
      if (signal.aborted || existsSync(paths.drain)) return;
      // One is begun in any case: a sweep comes on.
      if (hasBegun && performance.now() >= until) return;
      hasBegun = true;
      await attempt(assignment, { ...bench, shard, outbox, runner });
      // Signals and messages are heard here, however short runs are.
      await setImmediate();
    }
  };
  try {
    const atOnce =
      left.length < 2 || hasLimits(shard.limits)
        ? 1
        : await runner().then(
            (it) => it.atOnce,
            () => 1,
          );
    // What can't be told in the outbox ends the process, once no run is at work.
    for (const end of await Promise.allSettled(Array.from({ length: atOnce }, lane)))
      if (end.status === 'rejected') throw end.reason;
  } finally {
    outbox.close();
  }
}

const otherVersion = (asked: string): StarlingError =>
  new StarlingError(`this is Starling ${version()}, and the sweep is driven by ${asked}`, {
    place: packageRoot,
    hint: 'install the same version wherever its shards run: only that comes to the same results',
  });

const runnerOf = async (shard: Shard, place: Place): Promise<Runner> =>
  shard.subject.kind === 'scenario'
    ? scenarioRunner(shard, shard.subject, place)
    : modelRunner(shard, shard.subject);

const nameOf = ({ key, attempt }: Pick<Assignment, 'key' | 'attempt'>): string => `${key} ${attempt}`;

/** Runs that an earlier process of the same shard has ended. */
function endedIn(path: string): ReadonlySet<string> {
  const ended = new Set<string>();
  for (const { records } of readOutbox(path))
    for (const record of records)
      if (record.kind === 'succeeded' || record.kind === 'failed') ended.add(nameOf(record));
  return ended;
}
