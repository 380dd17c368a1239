import {
  MemorySink,
  ParquetSink,
  type Row,
  type RunEnd,
  type RunTiming,
  type Seed,
  type Sink,
  timingOf,
} from '../../framework/index.js';
import type { LoadedModel } from '../config/index.js';
import { traceInto } from '../trace/index.js';
import { attach } from './attach.js';
import type { Going } from './checkpoints.js';
import type { RunLog } from './log.js';
import { TimedSink } from './timed-sink.js';
import type { RunPlace, Watch } from './watch.js';

export interface ReplicationRequest {
  readonly loaded: LoadedModel;
  readonly seed: Seed;
  readonly place: RunPlace;
  /** Where its tables go. */
  readonly folder: string;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  readonly log: RunLog;
  /** Whether it writes a trace. */
  readonly trace: boolean;
  /** Where its rows go, too. */
  readonly sinks: readonly Sink[];
  /** What it keeps on the way, and goes on from. */
  readonly going: Going;
}

/** What one replication came to. */
export interface Replication {
  readonly seed: Seed;
  readonly agents: number;
  readonly end: RunEnd;
  readonly digest: string;
  /** Construction and run, without the time that its files took. */
  readonly seconds: number;
  readonly timing: RunTiming;
  /** The last row of the table `model`; undefined where no step was done. */
  readonly last: Row | undefined;
}

/** Makes a model on a seed and runs it to its end. */
export async function runReplication(request: ReplicationRequest): Promise<Replication> {
  const { loaded, seed, place, folder, watch, signal, log, trace, sinks, going } = request;
  const { entry, parameters, steps, storage } = loaded;
  const rows = new MemorySink({ window: 1 });
  const files = new TimedSink(new ParquetSink(folder));
  const began = performance.now();
  const model = entry.create({ seed, parameters, sinks: [files, ...sinks, rows] }, storage);
  const { checkpoints } = going;
  const newest = going.resume ? checkpoints?.newest(undefined, going.passed) : undefined;
  if (newest !== undefined) checkpoints!.resume(model, newest);
  const setup = performance.now() - began;
  const facts = { steps, agents: model.size, device: 'no kernels', threads: 1 };
  attach({ model, place, facts, watch, log });
  if (trace || going.traced) traceInto(folder, model);
  const left = steps - model.step;
  const end = await model
    .run({ steps: left, signal, gate: () => watch.gate(), checkpoints })
    .catch((error: unknown) => {
      const seconds = model.clock.time / 1000;
      watch.ended(place, { state: 'failed', steps: model.step, seconds, outcomes: [] });
      throw error;
    });
  const timing = timingOf(model, model.size, setup);
  const seconds = (setup + model.clock.time - files.time) / 1000;
  const state = end.cause === 'abort' ? 'interrupted' : 'finished';
  watch.ended(place, { state, steps: end.steps, seconds: timing.run_s, outcomes: [] });
  const { size: agents, digest } = model;
  log.logger.info({ event: 'run', seed, steps: end.steps, reason: end.reason, digest });
  return { seed, agents, end, digest, seconds, timing, last: rows.rows('model')[0] };
}
