import { join } from 'node:path';
import { MemorySink, ParquetSink, type Row, type RunEnd } from '../../framework/index.js';
import type { LibraryModel } from '../../library/index.js';
import type { LoadedModel, LoadedSettings } from '../config/index.js';
import { duration, figure } from '../tui/pace.js';
import { writeDurably } from './files.js';
import { makeRunFolder } from './folder.js';
import { openLog, type RunLog } from './log.js';
import { newManifest, now, saidBy, writeManifest } from './manifest.js';
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
  readonly timing: {
    readonly setup_s: number;
    readonly run_s: number;
    readonly steps_per_s: number;
    readonly agent_steps_per_s: number;
    readonly stages: Readonly<Record<string, number>>;
  };
  readonly memory: { readonly peak_rss_mb: number };
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
    heard: (level, text) => watch.log(level, text),
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
  const model = entry.create(seed, { parameters, sinks: [new ParquetSink(folder), rows] });
  const place: RunPlace = { index: 0, of: 1, scenario: entry.name, arm: undefined, seed };
  attach(model, place, steps, watch, log);
  const ready = performance.now();
  const end = await model.run({ steps, signal, gate: () => watch.gate() });
  const run_s = (performance.now() - ready) / 1000;
  const state = end.cause === 'abort' ? 'interrupted' : 'finished';
  watch.ended(place, { state, steps: end.steps, seconds: run_s, outcomes: [] });
  const json = {
    scenario: entry.name,
    seed,
    agents: model.size,
    steps: end.steps,
    digest: model.digest,
    timing: {
      setup_s: (ready - began) / 1000,
      run_s,
      steps_per_s: end.steps / run_s,
      agent_steps_per_s: (end.steps * model.size) / run_s,
      stages: model.scheduler.timings,
    },
    memory: { peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 102.4) / 10 },
  };
  return { end, last: rows.rows('model')[0], json };
}

/** Lets whoever watches, and the log, listen to the run; nothing here can change it. */
function attach(model: LibraryModel, place: RunPlace, steps: number, watch: Watch, { logger }: RunLog): void {
  logger.info({ event: 'begin', seed: place.seed, agents: model.size, steps });
  watch.begin(place, model, { steps, agents: model.size, device: 'no kernels', threads: 1 });
  model.events.on('step', ({ step, seconds }) => logger.debug({ event: 'step', step, seconds }));
  model.events.on('error', ({ event, error }) =>
    logger.warn({ event: 'listener failed', of: event, error: String(error) }),
  );
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
