import { dirname, join, resolve } from 'node:path';
import {
  Checkpoints,
  digestOf,
  Exit,
  type JsonObject,
  type Model,
  StarlingError,
  type State,
  stateOf,
  writeCheckpoint,
} from '../../framework/index.js';
import type { Kernels } from '../../kernels/index.js';
import { copyLedger } from '../../model/ledger/index.js';
import { openRun } from '../../model/run.js';
import type { LoadedModel, Scenario } from '../config/index.js';
import { aboutOf, checkpointsAt } from './checkpoints.js';
import type { ComputeContext } from './context.js';
import { dataFolder } from './data-folder.js';
import { orOnCpu } from './fall-back.js';
import { makeSubfolder } from './folder.js';
import { ledgerAt, type Manifest, now, writeManifest } from './manifest.js';
import { parametersOf } from './single.js';

/** A run to branch from, and where. */
export interface Parent {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Steps done. */
  readonly at: number;
}

/** The branch, before it begins. */
export interface Branch {
  readonly folder: string;
  /** As for a new run, with the scenario that holds from there on. */
  readonly manifest: Manifest;
  readonly changed: Readonly<Record<string, unknown>>;
}

/** Parameters of the security model that shape no state, and what says how a run is told. */
export const CHANGEABLE: readonly string[] = [
  ...['name', 'description', 'steps', 'collect', 'faults', 'network.loss', 'traffic.campaigns', 'consensus'],
  ...['detector.threshold', 'detector.contamination', 'detector.suspect', 'detector.refit'],
  ...['signatures.similarity', 'signatures.match', 'signatures.merge', 'signatures.group'],
  ...['signatures.propose', 'signatures.perStep'],
  ...['learning.veto', 'learning.persistence', 'learning.provisional', 'learning.revoke'],
];

/** @throws StarlingError that lists what may change, for anything else */
export function checkChanged(paths: readonly string[], changeable: readonly string[]): void {
  const others = paths.filter(
    (path) => !changeable.some((may) => path === may || path.startsWith(`${may}.`)),
  );
  if (others.length === 0) return;
  throw new StarlingError(
    `${others.join(', ')} cannot change in the middle of a run: the state was made with ${others.length === 1 ? 'it' : 'them'}`,
    { code: Exit.usage, place: '--set', hint: `these can: ${changeable.join(', ')}` },
  );
}

/**
 * Begins a branch of a run of the security model: its folder gets the ledger of the parent up to the step, and a
 * checkpoint with the parent's state, from which it then goes on.
 *
 * @param say told of a device that failed meanwhile
 */
export async function branchSecurity(
  parent: Parent,
  branch: Branch,
  scenario: Scenario,
  ledger: string,
  compute: ComputeContext,
  say: (line: string) => void,
): Promise<void> {
  const { manifest, at } = parent;
  const path = join(branch.folder, 'ledger.db');
  // The set-up has a block, too.
  copyLedger(ledger, path, at + 1);
  const attempt = async (kernels: Kernels) => {
    const run = await openRun(
      {
        parameters: parametersOf(scenario),
        kernels,
        baseFolder: dirname(resolve(manifest.scenarioFile)),
        dataFolder: dataFolder(),
        ledgerPath: path,
        checkpoints: checkpointsOf(parent),
        resume: true,
      },
      { atMost: at, rows: false },
    );
    try {
      await runTo(run.model, at);
      await run.model.gatherState();
      const { device } = compute;
      const made = { ...branch.manifest, device, ledger: ledgerAt(path), arm: manifest.arm };
      begin(parent, { ...branch, manifest: made }, run.model);
    } finally {
      run.close();
    }
  };
  await orOnCpu(compute, { attempt, warn: (_, text) => say(text) });
}

/** The same of a model. */
export async function branchModel(parent: Parent, branch: Branch, loaded: LoadedModel): Promise<void> {
  const { entry, parameters, storage, seed } = loaded;
  const model = entry.create({ seed, parameters, sinks: [] }, storage);
  const checkpoints = checkpointsOf(parent);
  const newest = checkpoints.newest(parent.at);
  if (newest !== undefined) checkpoints.resume(model, newest, { rows: false });
  await runTo(model, parent.at);
  await model.gatherState();
  begin(parent, branch, model);
}

const checkpointsOf = ({ folder, manifest }: Parent): Checkpoints =>
  new Checkpoints(checkpointsAt(folder), { about: aboutOf(manifest), base: manifest.branchedFrom?.step });

/** @throws StarlingError for a step before a branch's own beginning: nothing of it is kept in its folder */
export function checkBeginning({ folder, manifest: { branchedFrom }, at }: Parent): void {
  if (!branchedFrom || at >= branchedFrom.step) return;
  throw new StarlingError(`${folder} is a branch, and begins after step ${branchedFrom.step}; got ${at}`, {
    code: Exit.usage,
    place: '--at',
    hint: `name a later step, or branch from ${branchedFrom.run}`,
  });
}

/** Runs the parent on to the step, in memory. */
async function runTo(model: Model, at: number): Promise<void> {
  const end = await model.run({ steps: at - model.step });
  if (model.step === at) return;
  throw new StarlingError(`the run ended after ${end.steps} steps: ${end.reason}`, {
    code: Exit.usage,
    place: '--at',
    hint: `branch from a step up to ${end.steps}`,
  });
}

/** Keeps a parent's state as the checkpoint that a branch begins with, and answers the SHA-256 of it. */
export function keepBeginning(folder: string, model: Model, about: JsonObject): string {
  const state = stateOf(model);
  writeCheckpoint(join(makeSubfolder(folder, 'checkpoints'), `${model.step}.checkpoint`), {
    model: model.constructor.name,
    seed: model.seed,
    step: model.step,
    about,
    states: { model: state, collector: NOTHING, spent: NOTHING },
  });
  return digestOf(state);
}

/** Last of all the manifest: a folder without one is no run. */
function begin({ folder: run, at }: Parent, { folder, manifest, changed }: Branch, model: Model): void {
  const state = keepBeginning(folder, model, aboutOf(manifest));
  writeManifest(folder, { ...manifest, started: now(), branchedFrom: { run, step: at, state, changed } });
}

/** Its tables and its clock begin here. */
const NOTHING: State = { tree: ['undefined', null], arrays: [] };
