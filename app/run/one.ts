import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SingleRun } from '../../model/experiment.js';
import { asWritten } from '../config/index.js';
import type { ExecuteRequest } from './execute.js';
import { makeSubfolder } from './folder.js';
import { locked } from './lock.js';
import {
  ending,
  fallenBack,
  ledgerAt,
  type Manifest,
  manifestIn,
  now,
  resumedManifest,
  writeManifest,
} from './manifest.js';
import { foldersOf } from './plan.js';
import { readReport, writeReport } from './report.js';
import { type Reported, type RunContext, runIn } from './run-in.js';
import { oneRun } from './single.js';

/** One arm and seed, in its own folder where there are several. What is done already is not done again. */
export async function runOne(request: ExecuteRequest, context: RunContext): Promise<Reported> {
  const { plan, single, top } = context;
  const folder = makeSubfolder(top, ...foldersOf(plan, single));
  const before = request.resume === undefined ? undefined : manifestIn(folder);
  const kept = before?.state === 'finished' ? readReport<Reported>(folder) : undefined;
  if (kept !== undefined) return kept;
  const work = () => runAnew(folder, before, request, context);
  return folder === top ? work() : locked(folder, work);
}

async function runAnew(
  folder: string,
  before: Manifest | undefined,
  request: ExecuteRequest,
  context: RunContext,
): Promise<Reported> {
  const { single, top, whole } = context;
  if (folder === top) {
    const { arm } = single;
    const reported = await runIn(
      folder,
      { ...whole, arm, scenario: scenarioOf(request, single) },
      request,
      context,
    );
    writeReport(folder, reported);
    return reported;
  }
  const ledger = ledgerAt(ledgerPath(request, folder, before));
  const { arm, seed } = single;
  const manifest =
    before === undefined
      ? {
          ...whole,
          device: request.compute.device,
          scenario: scenarioOf(request, single),
          seed,
          arm,
          started: now(),
          resumed: 0,
          ledger,
        }
      : { ...resumedManifest(before, whole.checkpoints), ledger };
  writeManifest(folder, manifest);
  const reported = await runIn(folder, manifest, request, context);
  const { report } = reported;
  writeReport(folder, reported);
  const state = report.stopped === 'signal' ? 'interrupted' : 'finished';
  const fallen = fallenBack(request.compute, reported.fellBack);
  writeManifest(folder, { ...manifest, ...ending(report, true), ...fallen, state });
  return reported;
}

/** The scenario of one run as a file would say it. */
const scenarioOf = ({ loaded }: ExecuteRequest, single: SingleRun): object =>
  asWritten(oneRun(loaded.scenario, single));

/** Where the settings put it; of a run that is gone on with where it is. */
export function ledgerPath(
  { settings, resume }: ExecuteRequest,
  folder: string,
  before: Manifest | undefined,
): string {
  if (resume === undefined) return settings.settings.database.path ?? join(folder, 'ledger.db');
  return ledgerOfRun(folder, before);
}

/** The ledger that a run has: in its folder, or where its manifest says that it was put. */
export function ledgerOfRun(folder: string, manifest: Manifest | undefined): string {
  const own = join(folder, 'ledger.db');
  const path = manifest?.ledger?.path;
  return existsSync(own) || path === undefined || !existsSync(path) ? own : path;
}
