import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentReport } from '../../model/experiment.js';
import type { Sharing } from '../../model/parameters.js';
import type { LoadedModel, LoadedScenario } from '../config/index.js';
import type { Execution } from './execute.js';
import { type Manifest, readJson } from './manifest.js';
import { jsonOf, type ModelJson, type ModelRun } from './model.js';
import { planRuns } from './plan.js';
import type { Replication } from './replication.js';
import { finishedReport } from './report.js';
import { type RunJson, resultOf } from './result.js';
import type { Reported } from './run-in.js';

interface Summary extends RunJson {
  readonly capture?: Execution['capture'];
  readonly intervals: ExperimentReport['arms'];
  readonly runs: ExperimentReport['runs'];
}

/** What a finished run came to, as it was told at its end. */
export function finishedExecution(
  folder: string,
  manifest: Manifest,
  { scenario }: LoadedScenario,
): Execution {
  const plan = planRuns(scenario);
  const summary = summaryIn<Summary>(folder);
  if (summary !== undefined) {
    const { capture, intervals, runs, ...json } = summary;
    const experiment = { runs, digest: json.digest, arms: intervals };
    return { folder, plan, experiment, interrupted: false, capture, json };
  }
  // One of several runs: the summary is that of the whole.
  const { report, capture } = finishedReport<Reported>(folder);
  const single = { arm: manifest.arm as Sharing, seed: manifest.seed, replication: 0 };
  const experiment = { runs: [{ ...single, report }], digest: report.digest, arms: {} };
  const device = manifest.device?.name ?? '';
  const fellBackFrom = manifest.fellBack?.from;
  const json = resultOf(scenario, plan, experiment, { device, fellBackFrom });
  return { folder, plan, experiment, interrupted: false, capture, json };
}

/** The same of a model. */
export function finishedModel(folder: string, loaded: LoadedModel): ModelRun {
  const several = loaded.replications > 1;
  const replications = Array.from({ length: loaded.replications }, (_, i) =>
    finishedReport<Replication>(several ? join(folder, `replication-${i + 1}`) : folder),
  );
  const json = summaryIn<ModelJson>(folder) ?? jsonOf(loaded, replications);
  return { folder, interrupted: false, replications, json };
}

function summaryIn<T>(folder: string): T | undefined {
  const path = join(folder, 'summary.json');
  return existsSync(path)
    ? (readJson(path, 'delete it, and the run is told by its reports') as T)
    : undefined;
}
