import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import {
  asWritten,
  changedModel,
  changedScenario,
  differences,
  type LoadedModel,
  type LoadedSettings,
  type Override,
  Tree,
} from '../config/index.js';
import { ofSettings } from '../config/overrides.js';
import { recordedIn, whatRan } from '../reproduce/index.js';
import * as branching from '../run/branch.js';
import { checkpointPlan } from '../run/checkpoints.js';
import { makeRunFolder } from '../run/folder.js';
import { newManifest } from '../run/manifest.js';
import { settingsOf } from './options.js';
import { result, resultJson, warn } from './output.js';
import { type RunOptions, runOverrides } from './run-options.js';
import { watching } from './watching.js';

export interface BranchOptions extends RunOptions {
  readonly at: string;
}

type Ran = Awaited<ReturnType<typeof whatRan>>;
type Told = { readonly json: unknown; readonly text: string };

/** `starling branch RUN`. */
export async function branch(folder: string, options: BranchOptions): Promise<void> {
  const { manifest, runs, isWhole } = recordedIn(folder);
  if (isWhole)
    throw severalRuns(
      folder,
      runs.map(({ name }) => name),
    );
  const ran = await whatRan(runs[0]!);
  const overrides = runOverrides(options);
  const settings = settingsOf(options, warn, overrides);
  const parent = { folder, manifest, at: stepOf(options.at) };
  branching.checkBeginning(parent);
  const own = overrides.filter((override) => !ofSettings(override));
  const work =
    ran.kind === 'security'
      ? ofSecurity(parent, ran, own, settings, options)
      : ofModel(parent, ran, own, settings, options);
  let told: Told | undefined;
  const code = await watching(folder, options, async (watch, signal) => {
    told = await work(watch, signal);
  });
  if (options.json !== true) result(`${told!.text}\n`);
  else if (told!.json !== undefined) resultJson(told!.json);
  if (code !== undefined) process.exitCode = code;
}

type Work = (...given: Parameters<Parameters<typeof watching>[2]>) => Promise<Told>;

function ofSecurity(
  parent: branching.Parent,
  { scenario }: Extract<Ran, { kind: 'security' }>,
  overrides: readonly Override[],
  settings: LoadedSettings,
  options: BranchOptions,
): Work {
  const { folder: from, manifest } = parent;
  const { seed, scenarioFile: file } = manifest;
  const before = asWritten(scenario);
  const after = { ...changedScenario(before, overrides, join(from, 'manifest.json')), seed };
  const changed = differences(before, asWritten(after));
  branching.checkChanged(
    changed.map(([path]) => path),
    branching.CHANGEABLE,
  );
  checkStep(parent, scenario.steps, after.steps);
  return async (watch, signal) => {
    const { execute, openCompute, summaryText } = await import('../run/index.js');
    const { ledgerOfRun } = await import('../run/one.js');
    const compute = await openCompute(settings, [after]);
    try {
      const folder = folderFor(settings, after.name, seed, options);
      const made = newManifest(
        { scenario: asWritten(after), file, seed },
        compute.device,
        checkpointPlan(settings),
      );
      const begun = { folder, manifest: made, changed: Object.fromEntries(changed) };
      await orNothing(folder, () =>
        branching.branchSecurity(parent, begun, scenario, ledgerOfRun(from, manifest), compute, (line) =>
          watch.say(line),
        ),
      );
      const execution = await execute({
        loaded: { scenario: after, tree: new Tree(), file },
        settings,
        compute,
        watch,
        signal,
        out: undefined,
        verbose: options.verbose === true,
        trace: false,
        resume: { folder, isNew: true },
      });
      return { json: execution.json, text: summaryText(execution) };
    } finally {
      compute.close();
    }
  };
}

function ofModel(
  parent: branching.Parent,
  ran: Extract<Ran, { kind: 'model' }>,
  overrides: readonly Override[],
  settings: LoadedSettings,
  options: BranchOptions,
): Work {
  const { entry, storage, seed, file } = ran;
  const { scenario } = parent.manifest as { scenario: { name: string; steps: number } };
  const place = join(parent.folder, 'manifest.json');
  const was = { ...ran.parameters, steps: ran.steps };
  const { steps, ...parameters } = changedModel(entry, was, overrides, place);
  const changed = differences(was, { ...parameters, steps });
  const before: LoadedModel = { ...ran, replications: 1 };
  branching.checkChanged(
    changed.map(([path]) => path),
    ['steps', ...entry.scenario.changeable],
  );
  checkStep(parent, ran.steps, steps);
  return async (watch, signal) => {
    const { executeModel } = await import('../run/model.js');
    const { modelText } = await import('../run/model-text.js');
    const { name } = scenario;
    const folder = folderFor(settings, name, seed, options);
    const after = { name, model: entry.name, storage, seed, steps, replications: 1, ...parameters };
    const made = newManifest({ scenario: after, file, seed }, null, checkpointPlan(settings));
    const begun = { folder, manifest: made, changed: Object.fromEntries(changed) };
    await orNothing(folder, () => branching.branchModel(parent, begun, before));
    const run = await executeModel({
      loaded: { ...before, parameters, steps },
      settings,
      watch,
      signal,
      out: undefined,
      verbose: options.verbose === true,
      trace: false,
      resume: { folder, isNew: true },
    });
    return { json: run.json, text: modelText(run) };
  };
}

/** A branch that can't begin leaves no folder. */
async function orNothing(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const folderFor = (
  { settings }: LoadedSettings,
  name: string,
  seed: number | string,
  { out }: BranchOptions,
): string => makeRunFolder({ out, runs: settings.runs.folder, name, seed });

function stepOf(text: string): number {
  const step = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(step) && step > 0) return step;
  throw new StarlingError(`expected a whole number of steps, at least 1; got ${text}`, {
    code: Exit.usage,
    place: '--at',
    hint: 'name how many steps the run had done, such as --at 20',
  });
}

/** @param end steps of the run that is branched from, and of the branch; undefined where its traffic ends it */
function checkStep(
  { at, folder }: branching.Parent,
  end: number | undefined,
  steps: number | undefined,
): void {
  if (end !== undefined && at > end)
    throw new StarlingError(`${folder} ends after step ${end}; got ${at}`, {
      code: Exit.usage,
      place: '--at',
      hint: 'name an earlier step: the state is one that the run had',
    });
  if (steps === undefined || at < steps) return;
  throw new StarlingError(`the branch would begin after step ${at} and end after step ${steps}`, {
    code: Exit.usage,
    place: '--at',
    hint: 'name an earlier step, or more steps: --set steps=…',
  });
}

function severalRuns(folder: string, names: readonly string[]): StarlingError {
  return new StarlingError(`the folder holds ${names.length} runs, and a branch is of one`, {
    code: Exit.usage,
    place: folder,
    hint: `name one of them: ${names
      .slice(0, 5)
      .map((name) => join(folder, name))
      .join(', ')}`,
  });
}
