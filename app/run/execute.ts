import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Sink } from '../../framework/index.js';
import { type ExperimentReport, runExperiment } from '../../model/experiment.js';
import type { SecurityModel } from '../../model/model.js';
import { type CaptureFacts, CaptureTraffic } from '../../model/traffic/index.js';
import { asWritten, type LoadedScenario, type LoadedSettings } from '../config/index.js';
import { checkpointPlan } from './checkpoints.js';
import type { ComputeContext } from './context.js';
import type { FellBack } from './fall-back.js';
import { writeDurably } from './files.js';
import { makeRunFolder } from './folder.js';
import { locked } from './lock.js';
import { openLog } from './log.js';
import {
  ending,
  fallenBack,
  ledgerAt,
  type Manifest,
  newManifest,
  now,
  resumedManifest,
  saidBy,
  unfinished,
  writeManifest,
} from './manifest.js';
import { ledgerOfRun, ledgerPath, runOne } from './one.js';
import { type Plan, planRuns } from './plan.js';
import { fullSummary, type RunJson, resultOf } from './result.js';
import type { Watch } from './watch.js';

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
  /** Where rows go besides the tables of a single run. */
  readonly sinks?: readonly Sink[];
  /** Captures that were read before; those that are read now are added. */
  readonly captures?: Map<string, CaptureTraffic>;
  /** Told where a device failed on the way, before the run is gone on with: sinks that keep no place get all rows anew. */
  readonly fellBack?: (fellBack: FellBack, text: string) => void;
  /** The run that is gone on with; absent for a new one. */
  readonly resume?: { readonly folder: string; readonly isNew?: boolean } | undefined;
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
  const { loaded, settings } = request;
  const plan = planRuns(loaded.scenario);
  const { database, runs } = settings.settings;
  if (request.resume !== undefined) {
    const { folder } = request.resume;
    return locked(folder, () => executeIn(request, plan, { folder, manifest: unfinished(folder) }));
  }
  if (database.path !== undefined && plan.count > 1) throw oneLedger(database.path, plan.count);
  const { scenario, file } = loaded;
  const { name, seed } = scenario;
  const folder = makeRunFolder({ out: request.out, runs: runs.folder, name, seed });
  return locked(folder, () => {
    const manifest = newManifest(
      { scenario: asWritten(scenario), file, seed },
      request.compute.device,
      checkpointPlan(settings),
    );
    return executeIn(request, plan, {
      folder,
      manifest:
        plan.count === 1
          ? { ...manifest, ledger: ledgerAt(ledgerPath(request, folder, undefined)) }
          : manifest,
    });
  });
}

async function executeIn(
  request: ExecuteRequest,
  plan: Plan,
  { folder, manifest: given }: { readonly folder: string; readonly manifest: Manifest },
): Promise<Execution> {
  const { loaded, settings, compute, watch, signal, resume } = request;
  const { scenario } = loaded;
  const { logging } = settings.settings;
  // A branch begins here, and is gone on with only from then on.
  const manifest =
    resume === undefined || resume.isNew === true
      ? given
      : {
          ...resumedManifest(given, checkpointPlan(settings)),
          // Its folder may have been moved.
          ledger: given.ledger && ledgerAt(ledgerOfRun(folder, given)),
        };
  writeManifest(folder, manifest);
  const log = openLog({
    path: logging.file ?? join(folder, 'log.jsonl'),
    run: `${scenario.name}-${scenario.seed}`,
    settings: logging,
    verbose: request.verbose,
    heard: watch.log?.bind(watch),
  });
  const event = resume === undefined ? 'start' : 'resume';
  log.logger.info({ event, folder, runs: plan.count, device: compute.device, why: compute.reason });
  watch.say(compute.reason);
  watch.say(`writing ${folder}`);
  let index = 0;
  const captures = request.captures ?? new Map<string, CaptureTraffic>();
  let capture: CaptureFacts | undefined;
  let fellBack: FellBack | undefined;
  let isTold = false;
  const opened = ({ source }: SecurityModel) => {
    if (isTold || !(source instanceof CaptureTraffic)) return;
    isTold = true;
    log.logger.info({ event: 'capture', ...source.facts });
  };
  try {
    const experiment = await runExperiment({
      seed: scenario.seed,
      replications: plan.replications,
      arms: plan.arms,
      signal,
      run: async (single) => {
        const place = {
          index: index++,
          of: plan.count,
          scenario: scenario.name,
          arm: single.arm,
          seed: single.seed,
        };
        const given = { plan, single, place, top: folder, whole: manifest, log, opened, captures };
        const context = {
          ...given,
          fallen: (why: FellBack) => {
            fellBack ??= why;
          },
        };
        const reported = await runOne(request, context);
        capture ??= reported.capture;
        fellBack ??= reported.fellBack;
        return reported.report;
      },
    });
    const done = experiment.runs.length;
    const interrupted =
      done < plan.count || experiment.runs.some(({ report }) => report.stopped === 'signal');
    const devices = { device: compute.device.name, fellBackFrom: fellBack?.from };
    const json = done === 0 ? undefined : resultOf(scenario, plan, experiment, devices);
    if (json !== undefined) {
      const summary = fullSummary(json, plan, experiment, capture);
      writeDurably(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    }
    writeManifest(folder, {
      ...manifest,
      ...(json === undefined ? { ended: now() } : ending(json, plan.count === 1)),
      ...fallenBack(compute, fellBack),
      state: interrupted ? 'interrupted' : 'finished',
    });
    log.logger.info({ event: 'end', interrupted, digest: json?.digest });
    return { folder, plan, experiment, interrupted, capture, json };
  } catch (error) {
    writeManifest(folder, {
      ...manifest,
      ...fallenBack(compute, fellBack),
      state: 'failed',
      ended: now(),
      error: saidBy(error),
    });
    log.logger.error({ event: 'failed', error: String(error) });
    throw error;
  } finally {
    log.close();
  }
}

function oneLedger(path: string, runs: number): StarlingError {
  return new StarlingError(`database.path names one ledger, and this scenario makes ${runs} runs`, {
    code: Exit.usage,
    place: path,
    hint: 'unset DATABASE_PATH (or database.path): each run then keeps its ledger in its own folder',
  });
}
