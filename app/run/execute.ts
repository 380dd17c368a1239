import { dirname, join, resolve } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { type ExperimentReport, runExperiment, type SingleRun } from '../../model/experiment.js';
import type { SecurityModel } from '../../model/model.js';
import { type RunReport, runSecurity } from '../../model/run.js';
import { type CaptureFacts, CaptureTraffic } from '../../model/traffic/index.js';
import { asWritten, type LoadedScenario, type LoadedSettings } from '../config/index.js';
import { traceInto } from '../trace/index.js';
import { attach } from './attach.js';
import type { ComputeContext } from './context.js';
import { writeDurably } from './files.js';
import { makeRunFolder, makeSubfolder } from './folder.js';
import { openLog, type RunLog } from './log.js';
import { ending, ledgerAt, type Manifest, newManifest, now, saidBy, writeManifest } from './manifest.js';
import { foldersOf, type Plan, planRuns } from './plan.js';
import { fullSummary, OUTCOMES, type RunJson, resultOf } from './result.js';
import { oneRun, parametersOf } from './single.js';
import { sinksFor } from './sinks.js';
import type { RunPlace, Watch } from './watch.js';

export interface ExecuteRequest {
  readonly loaded: LoadedScenario;
  readonly settings: LoadedSettings;
  readonly compute: ComputeContext;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  readonly out: string | undefined;
  readonly verbose: boolean;
  /** Whether each run writes a trace. */
  readonly trace: boolean;
}

export interface Execution {
  readonly folder: string;
  readonly plan: Plan;
  readonly experiment: ExperimentReport;
  /** Whether a signal ended it before its end. */
  readonly interrupted: boolean;
  /** What the first run's capture held; undefined for synthetic traffic. */
  readonly capture: CaptureFacts | undefined;
  /** Undefined where a signal came before the first run. */
  readonly json: RunJson | undefined;
}

/** Runs a scenario: every arm and seed, each in a folder that says what it was before its first step. */
export async function execute(request: ExecuteRequest): Promise<Execution> {
  const { loaded, settings, compute, watch, signal } = request;
  const { scenario } = loaded;
  const plan = planRuns(loaded.scenario);
  const { database, logging, runs } = settings.settings;
  if (database.path !== undefined && plan.count > 1) throw oneLedger(database.path, plan.count);
  const folder = makeRunFolder({
    out: request.out,
    runs: runs.folder,
    name: scenario.name,
    seed: scenario.seed,
  });
  const whole = newManifest(
    { scenario: asWritten(scenario), file: loaded.file, seed: scenario.seed },
    compute.device,
  );
  const manifest = plan.count === 1 ? { ...whole, ledger: ledgerAt(ledgerPath(request, folder)) } : whole;
  writeManifest(folder, manifest);
  const name = `${scenario.name}-${scenario.seed}`;
  const log = openLog({
    path: logging.file ?? join(folder, 'log.jsonl'),
    run: name,
    settings: logging,
    verbose: request.verbose,
    heard: watch.log?.bind(watch),
  });
  log.logger.info({ event: 'start', folder, runs: plan.count, device: compute.device, why: compute.reason });
  watch.say(compute.reason);
  watch.say(`writing ${folder}`);
  let index = 0;
  const captures = new Map<string, CaptureTraffic>();
  let capture: CaptureFacts | undefined;
  const opened = ({ source }: SecurityModel) => {
    if (capture !== undefined || !(source instanceof CaptureTraffic)) return;
    capture = source.facts;
    log.logger.info({ event: 'capture', ...capture });
  };
  try {
    const experiment = await runExperiment({
      seed: scenario.seed,
      replications: plan.replications,
      arms: plan.arms,
      signal,
      run: (single) => {
        const place = {
          index: index++,
          of: plan.count,
          scenario: scenario.name,
          arm: single.arm,
          seed: single.seed,
        };
        return runOne(request, { plan, single, place, top: folder, whole: manifest, log, opened, captures });
      },
    });
    const done = experiment.runs.length;
    const interrupted =
      done < plan.count || experiment.runs.some(({ report }) => report.stopped === 'signal');
    const json = done === 0 ? undefined : resultOf(scenario, plan, experiment, compute.device.name);
    if (json !== undefined) {
      const summary = fullSummary(json, plan, experiment, capture);
      writeDurably(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    }
    writeManifest(folder, {
      ...manifest,
      ...(json === undefined ? { ended: now() } : ending(json, plan.count === 1)),
      state: interrupted ? 'interrupted' : 'finished',
    });
    log.logger.info({ event: 'end', interrupted, digest: json?.digest });
    return { folder, plan, experiment, interrupted, capture, json };
  } catch (error) {
    writeManifest(folder, { ...manifest, state: 'failed', ended: now(), error: saidBy(error) });
    log.logger.error({ event: 'failed', error: String(error) });
    throw error;
  } finally {
    log.close();
  }
}

/** What a single run is given by the whole. */
interface RunContext {
  readonly plan: Plan;
  readonly single: SingleRun;
  readonly place: RunPlace;
  /** Folder and manifest of the whole. */
  readonly top: string;
  readonly whole: Manifest;
  readonly log: RunLog;
  /** Told of the model before its first step. */
  readonly opened: (model: SecurityModel) => void;
  /** Shared by the runs: a capture is read once. */
  readonly captures: Map<string, CaptureTraffic>;
}

/** One arm and seed, in its own folder where there are several. */
async function runOne(
  request: ExecuteRequest,
  { plan, single, place, top, whole, log, opened, captures }: RunContext,
): Promise<RunReport> {
  const { loaded, compute, watch, signal } = request;
  const folder = makeSubfolder(top, ...foldersOf(plan, single));
  const scenario = oneRun(loaded.scenario, single);
  const { arm, seed } = single;
  const path = ledgerPath(request, folder);
  const ledger = ledgerAt(path);
  const manifest: Manifest = { ...whole, scenario: asWritten(scenario), seed, arm, started: now(), ledger };
  if (folder !== top) writeManifest(folder, manifest);
  let model: SecurityModel | undefined;
  const report = await runSecurity({
    parameters: parametersOf(scenario),
    kernels: compute.kernels,
    baseFolder: dirname(resolve(loaded.file)),
    dataFolder: process.env['STARLING_DATA'] || '../shared/data',
    ledgerPath: path,
    captures,
    sinks: sinksFor(scenario.collect.format, folder),
    every: scenario.collect.every,
    agents: scenario.collect.agents,
    signal,
    gate: () => watch.gate(),
    watch: (made, steps) => {
      model = made;
      opened(model);
      const { nodes: agents, features } = model.source;
      const facts = { steps, agents, device: compute.device.name, threads: compute.threads };
      attach({ model, place, facts, watch, log, details: { features }, counts: () => made.counts });
      if (request.trace) traceInto(folder, model);
    },
  }).catch((error: unknown) => {
    const seconds = (model?.clock.time ?? 0) / 1000;
    watch.ended(place, { state: 'failed', steps: model?.step ?? 0, seconds, outcomes: [] });
    throw error;
  });
  const { steps, stopped, digest, outcome, timing } = report;
  watch.ended(place, {
    state: stopped === 'signal' ? 'interrupted' : 'finished',
    steps,
    seconds: timing.run_s,
    outcomes: OUTCOMES.map((name) => [name, outcome[name]] as const),
  });
  log.logger.info({ event: 'run', arm, seed, steps, stopped, digest });
  if (folder !== top) {
    const state = stopped === 'signal' ? 'interrupted' : 'finished';
    writeManifest(folder, { ...manifest, ...ending(report, true), state });
  }
  return report;
}

const ledgerPath = ({ settings }: ExecuteRequest, folder: string): string =>
  settings.settings.database.path ?? join(folder, 'ledger.db');

function oneLedger(path: string, runs: number): StarlingError {
  return new StarlingError(`database.path names one ledger, and this scenario makes ${runs} runs`, {
    code: Exit.usage,
    place: path,
    hint: 'unset DATABASE_PATH (or database.path): each run then keeps its ledger in its own folder',
  });
}
