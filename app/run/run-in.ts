import { dirname, resolve } from 'node:path';
import type { Kernels } from '../../kernels/index.js';
import type { SingleRun } from '../../model/experiment.js';
import type { SecurityModel } from '../../model/model.js';
import { type RunReport, runSecurity } from '../../model/run.js';
import { type CaptureFacts, CaptureTraffic } from '../../model/traffic/index.js';
import { traceInto } from '../trace/index.js';
import { attach } from './attach.js';
import { goingOf } from './checkpoints.js';
import { dataFolder } from './data-folder.js';
import type { ExecuteRequest } from './execute.js';
import { type FellBack, orOnCpu } from './fall-back.js';
import type { RunLog } from './log.js';
import type { Manifest } from './manifest.js';
import type { Plan } from './plan.js';
import { OUTCOMES } from './result.js';
import { oneRun, parametersOf } from './single.js';
import { sinksFor } from './sinks.js';
import type { RunPlace } from './watch.js';

/** What a single run is given by the whole. */
export interface RunContext {
  readonly plan: Plan;
  readonly single: SingleRun;
  readonly place: RunPlace;
  /** Folder and manifest of the whole. */
  readonly top: string;
  readonly whole: Manifest;
  readonly log: RunLog;
  /** Told of the model before its first step. */
  readonly opened: (model: SecurityModel) => void;
  /** Told where the device failed. */
  readonly fallen: (fellBack: FellBack) => void;
  /** Shared by the runs: a capture is read once. */
  readonly captures: Map<string, CaptureTraffic>;
}

/** What a run's report keeps. */
export interface Reported {
  readonly report: RunReport;
  readonly capture: CaptureFacts | undefined;
  /** Where its device failed on the way. */
  readonly fellBack?: FellBack | undefined;
}

/** Does one run in its folder: on the device, and where that fails in the midst of it, on from there on the CPU. */
export async function runIn(
  folder: string,
  manifest: Manifest,
  request: ExecuteRequest,
  context: RunContext,
): Promise<Reported> {
  const { single, place, log, opened, captures } = context;
  const { loaded, compute, watch, signal } = request;
  const scenario = oneRun(loaded.scenario, single);
  const { arm, seed } = single;
  const resume = request.resume !== undefined;
  let model: SecurityModel | undefined;
  let fallen: FellBack | undefined;
  const attempt = (kernels: Kernels, fellBack: FellBack | undefined) => {
    const going = goingOf(folder, manifest, resume || fellBack !== undefined, watch);
    // Of a second attempt: what the log says already.
    const told = model?.step;
    return runSecurity({
      parameters: parametersOf(scenario),
      kernels,
      baseFolder: dirname(resolve(loaded.file)),
      dataFolder: dataFolder(),
      ledgerPath: manifest.ledger!.path,
      captures,
      sinks: [...sinksFor(scenario.collect.format, folder), ...(request.sinks ?? [])],
      every: scenario.collect.every,
      agents: scenario.collect.agents,
      ...going,
      signal,
      gate: () => watch.gate(),
      watch: (made, steps) => {
        const again = model === undefined ? {} : { again: true as const };
        model = made;
        opened(model);
        const { nodes: agents, features } = model.source;
        const facts = { steps, agents, device: compute.device.name, threads: compute.threads, ...again };
        attach({ model, place, facts, watch, log, details: { features }, counts: () => made.counts, told });
        if (request.trace || going.traced) traceInto(folder, model);
      },
    });
  };
  const report = await orOnCpu(compute, {
    attempt,
    step: () => model?.step,
    warn: (fellBack, text) => {
      fallen = fellBack;
      context.fallen(fellBack);
      log.logger.warn({ event: 'fall-back', arm, seed, ...fellBack });
      // Who hears the log has been told.
      if (watch.log === undefined || !log.logger.isLevelEnabled('warn')) watch.say(text);
      request.fellBack?.(fellBack, text);
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
  const { source } = model!;
  const capture = source instanceof CaptureTraffic ? source.facts : undefined;
  return { report, capture, ...(fallen === undefined ? {} : { fellBack: fallen }) };
}
