import { join } from 'node:path';
import {
  MemorySink,
  ParquetSink,
  type Row,
  type RunEnd,
  type RunTiming,
  timingOf,
} from '../../framework/index.js';
import type { LoadedModel, LoadedSettings } from '../config/index.js';
import { duration, figure } from '../tui/pace.js';
import { attach } from './attach.js';
import { writeDurably } from './files.js';
import { makeRunFolder } from './folder.js';
import { openLog, type RunLog } from './log.js';
import { newManifest, now, saidBy, writeManifest } from './manifest.js';
import { type PeakMemory, peakMemory } from './memory.js';
import type { RunPlace, Watch } from './watch.js';

export interface ModelRequest {
  readonly loaded: LoadedModel;
  readonly settings: LoadedSettings;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  readonly out: string | undefined;
  readonly verbose: boolean;
}

/** What `starling run MODEL --json` prints, and `summary.json` holds. */
export interface ModelJson {
  readonly scenario: string;
  readonly seed: number | string;
  readonly agents: number;
  /** Steps done. */
  readonly steps: number;
  readonly digest: string;
  readonly timing: RunTiming;
  readonly memory: PeakMemory;
}

export interface ModelRun {
  readonly folder: string;
  readonly interrupted: boolean;
  readonly end: RunEnd;
  /** The last row of the table `model`; undefined where no step was done. */
  readonly last: Row | undefined;
  readonly json: ModelJson;
}

/** Runs a model of the library, in a folder that says what it was before its first step. */
export async function executeModel(request: ModelRequest): Promise<ModelRun> {
  const { loaded, settings, watch } = request;
  const { entry, parameters, seed, steps } = loaded;
  const { logging, runs } = settings.settings;
  const { name } = entry;
  const folder = makeRunFolder({ out: request.out, runs: runs.folder, name, seed });
  const scenario = { name, model: name, seed, steps, ...parameters };
  const manifest = newManifest({ scenario, file: `library/${name}`, seed }, null);
  writeManifest(folder, manifest);
  const log = openLog({
    path: logging.file ?? join(folder, 'log.jsonl'),
    run: `${name}-${seed}`,
    settings: logging,
    verbose: request.verbose,
    heard: watch.log?.bind(watch),
  });
  watch.say(`writing ${folder}`);
  try {
    const { end, last, json } = await runModel(request, folder, log);
    const interrupted = end.cause === 'abort';
    writeDurably(join(folder, 'summary.json'), `${JSON.stringify(json, null, 2)}\n`);
    const { digest, timing } = json;
    const state = interrupted ? 'interrupted' : 'finished';
    writeManifest(folder, { ...manifest, state, ended: now(), steps: end.steps, digest, timing });
    log.logger.info({ event: 'end', interrupted, reason: end.reason, digest });
    return { folder, interrupted, end, last, json };
  } catch (error) {
    writeManifest(folder, { ...manifest, state: 'failed', ended: now(), error: saidBy(error) });
    log.logger.error({ event: 'failed', error: String(error) });
    throw error;
  } finally {
    log.close();
  }
}

async function runModel(
  { loaded, watch, signal }: ModelRequest,
  folder: string,
  log: RunLog,
): Promise<Pick<ModelRun, 'end' | 'last' | 'json'>> {
  const { entry, parameters, seed, steps } = loaded;
  const began = performance.now();
  const rows = new MemorySink({ window: 1 });
  const model = entry.create({ seed, parameters, sinks: [new ParquetSink(folder), rows] });
  const place: RunPlace = { index: 0, of: 1, scenario: entry.name, arm: undefined, seed };
  const facts = { steps, agents: model.size, device: 'no kernels', threads: 1 };
  attach({ model, place, facts, watch, log });
  const ready = performance.now();
  const end = await model.run({ steps, signal, gate: () => watch.gate() }).catch((error: unknown) => {
    const seconds = model.clock.time / 1000;
    watch.ended(place, { state: 'failed', steps: model.step, seconds, outcomes: [] });
    throw error;
  });
  const timing = timingOf(model, model.size, ready - began);
  const state = end.cause === 'abort' ? 'interrupted' : 'finished';
  watch.ended(place, { state, steps: end.steps, seconds: timing.run_s, outcomes: [] });
  const json = {
    scenario: entry.name,
    seed,
    agents: model.size,
    steps: end.steps,
    digest: model.digest,
    timing,
    memory: peakMemory(),
  };
  return { end, last: rows.rows('model')[0], json };
}

/** The end of a run, for people. */
export function modelText({ folder, interrupted, end, last, json }: ModelRun): string {
  const { scenario, agents, steps, seed, timing, memory, digest } = json;
  const figures = Object.entries(last ?? {}).filter(([name]) => name !== 'step');
  const lines: (readonly [name: string, value: string])[] = [
    ...(end.cause === 'stop' ? [['ended', end.reason] as const] : []),
    ['time', `${duration(timing.run_s)}, set-up ${duration(timing.setup_s)}`],
    ['rate', `${figure(timing.agent_steps_per_s)} agent-steps/s`],
    ['memory', `${memory.peak_rss_mb} MB at most`],
    ['digest', digest],
  ];
  return [
    `${scenario}: ${agents} agents, ${steps} steps, seed ${seed}${interrupted ? ' (interrupted)' : ''}`,
    ...(figures.length === 0
      ? []
      : ['', `At the end: ${figures.map(([name, value]) => `${name} ${value}`).join(', ')}`]),
    '',
    ...lines.map(([name, value]) => `${name.padEnd(10)}  ${value}`),
    '',
    `Kept in ${folder}; see it again with: npx starling inspect ${folder}`,
  ].join('\n');
}
