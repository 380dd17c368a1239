import type { Settings } from '../../config/index.js';
import { makeSubfolder } from '../../run/folder.js';
import { locked } from '../../run/lock.js';
import { openLog } from '../../run/log.js';
import { saidBy } from '../../run/manifest.js';
import { version } from '../../version.js';
import { type LoadedSweep, readSweep, requireSameProgram } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { openLive } from '../live/open.js';
import type { LiveSource } from '../live/server.js';
import { Results } from '../results/results.js';
import { Driver, type Ending } from './driver.js';
import type { Workplace } from './engine.js';
import { LoggedWatch } from './logged.js';
import { Pace } from './pace.js';
import { Shards } from './shards.js';
import { type SweepSummary, summaryOf } from './summary.js';
import { Wake } from './wake.js';
import type { SweepWatch } from './watch.js';

export interface DriveOptions {
  /** Of the sweep, as `makeSweep` made it. */
  readonly folder: string;
  /** Opens where its runs go. @param say told a line for people where that is in trouble */
  readonly open: (folder: string, say: (line: string) => void) => Workplace | Promise<Workplace>;
  readonly watch: SweepWatch;
  /** Gives up the other runs once one has failed for good. */
  readonly failFast: boolean;
  /** Runs that are to be done once more, besides those that wait. */
  readonly again?: 'failed' | 'aborted' | undefined;
  /** Aborted: no further run is begun, those at work come to their end. */
  readonly drain?: AbortSignal;
  /** Aborted: those at work are broken off, too. */
  readonly stop?: AbortSignal;
  /** Gives up, from the beginning, what is not done. */
  readonly cancel?: boolean;
  /** Told once its engine is open what lets its runs be looked at while they are at work. */
  readonly driving?: (live: LiveSource) => void;
  /** How it is logged, in the sweep's folder; not at all where absent. */
  readonly logging?: Settings['logging'];
}

/** What driving a sweep came to. */
export interface Driven {
  readonly ending: Ending;
  readonly summary: SweepSummary;
}

/**
 * Drives a sweep that lies in its folder: does the runs that wait, takes in what comes of them, and goes on with what an
 * earlier driver left, however that ended.
 *
 * @throws StarlingError where another process drives it, its engine fails, or equal runs come out different
 */
export async function drive(options: DriveOptions): Promise<Driven> {
  const { folder, again } = options;
  const sweep = readSweep(folder);
  return locked(folder, async () => {
    const results = Results.open(folder);
    try {
      // Whoever asked an earlier driver has had its end for an answer.
      for (const { id } of results.runs.requests()) results.runs.answered(id, new Date().toISOString());
      if (again !== undefined) results.runs.retry(again);
      const { pending, running } = results.runs.counts();
      const ending = pending + running === 0 ? 'done' : await logged(options, sweep, results);
      results.flush();
      return { ending, summary: summaryOf(folder, sweep, results.runs, ending) };
    } finally {
      results.close();
    }
  });
}

/** Drives it with a log. */
async function logged(options: DriveOptions, sweep: LoadedSweep, results: Results): Promise<Ending> {
  const { folder, watch, logging } = options;
  if (logging === undefined) return driven(options, sweep, results);
  const path = logging.file ?? sweepPaths(folder).log;
  const log = openLog({ path, run: sweep.name, settings: logging, verbose: false, heard: undefined });
  try {
    log.logger.info({ event: 'start', folder, starling: version(), ...results.runs.counts() });
    const ending = await driven({ ...options, watch: new LoggedWatch(watch, log.logger) }, sweep, results);
    log.logger.info({ event: 'end', ending, ...results.runs.counts() });
    return ending;
  } catch (error) {
    log.logger.error({ event: 'failed', error: saidBy(error) });
    throw error;
  } finally {
    log.close();
  }
}

async function driven(options: DriveOptions, sweep: LoadedSweep, results: Results): Promise<Ending> {
  const { folder, watch, cancel = false } = options;
  if (!cancel) requireSameProgram(sweep, folder);
  makeSubfolder(folder, 'outbox');
  const workplace = await options.open(folder, (line) => watch.say(line));
  try {
    const live = await openLive(folder, workplace, results.runs);
    try {
      options.driving?.(live);
      return await drivenBy(workplace, options, sweep, results);
    } finally {
      live.close();
    }
  } finally {
    await closed(workplace);
  }
}

async function closed({ engine, release }: Workplace): Promise<void> {
  try {
    await engine.close();
  } finally {
    await release?.();
  }
}

/** Drives with an engine that stands. */
async function drivenBy(
  { engine, plan, poll, said }: Workplace,
  { folder, watch, failFast, drain, stop, cancel = false }: DriveOptions,
  sweep: LoadedSweep,
  results: Results,
): Promise<Ending> {
  const pace = Pace.of(results.runs);
  const driver = new Driver({
    folder,
    engine,
    results,
    shards: new Shards(folder, sweep, results.runs, engine, plan, pace),
    pace,
    wake: new Wake(),
    watch,
    failFast,
    poll,
  });
  const onDrain = () => driver.end('drained');
  const onStop = () => driver.end('stopped');
  drain?.addEventListener('abort', onDrain);
  stop?.addEventListener('abort', onStop);
  if (cancel) driver.end('cancelled');
  else if (stop?.aborted) onStop();
  else if (drain?.aborted) onDrain();
  watch.say(`driving ${folder}: ${said}`);
  try {
    return await driver.run();
  } finally {
    drain?.removeEventListener('abort', onDrain);
    stop?.removeEventListener('abort', onStop);
  }
}
