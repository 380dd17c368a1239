import { dirname, resolve } from 'node:path';
import { Checkpoints, Exit, type Model, type RunEnd, StarlingError } from '../../framework/index.js';
import type { Kernels } from '../../kernels/index.js';
import { openRun } from '../../model/run.js';
import { keepBeginning } from '../run/branch.js';
import { checkpointsAt } from '../run/checkpoints.js';
import { dataFolder } from '../run/data-folder.js';
import { type Manifest, manifestIn } from '../run/manifest.js';
import { parametersOf } from '../run/single.js';
import { type RecordedRun, whatRan } from './recorded.js';
import { ledgerIn } from './repeat.js';

/** What a branch begins with, as it comes out now. */
export interface Beginning {
  /** The newest is that of the branch's first step; of an earlier one where a signal came before. */
  readonly checkpoints: Checkpoints;
  /** SHA-256 of the state. */
  readonly state: string;
}

/**
 * Runs the parent of a branch anew, from its own beginning up to the branch's, and leaves in a folder what the branch
 * goes on from: a checkpoint and the ledger. Of the parent only the manifest is read.
 *
 * @returns undefined for a run that is no branch
 * @throws StarlingError where the parent is gone, or ends earlier now
 */
export async function beginningOf(
  run: RecordedRun,
  folder: string,
  kernels: Kernels | undefined,
  signal: AbortSignal,
): Promise<Beginning | undefined> {
  const { branchedFrom } = run.manifest;
  if (!branchedFrom) return undefined;
  const { step } = branchedFrom;
  const parent = parentOf(run.folder, branchedFrom);
  const before = await beginningOf(parent, folder, kernels, signal);
  const { model, close } = await opened(parent, folder, kernels, before);
  try {
    const end = await model.run({ steps: step - model.step, signal });
    if (end.steps < step && !signal.aborted) throw tooShort(run, parent, end);
    await model.gatherState();
    const state = keepBeginning(folder, model, {});
    return { checkpoints: new Checkpoints(checkpointsAt(folder), { base: step }), state };
  } finally {
    close();
  }
}

type BranchedFrom = NonNullable<Manifest['branchedFrom']>;

function parentOf(folder: string, { run }: BranchedFrom): RecordedRun {
  const manifest = manifestIn(run);
  if (manifest !== undefined) return { folder: run, name: '', manifest };
  throw new StarlingError(`${folder} is a branch of ${run}, and that run is not there`, {
    code: Exit.usage,
    place: run,
    hint: 'go to the folder in which the branch was made: the path leads from there; or bring the run back',
  });
}

function tooShort(run: RecordedRun, parent: RecordedRun, { steps, reason }: RunEnd): StarlingError {
  const { step } = run.manifest.branchedFrom!;
  return new StarlingError(
    `it ends after ${steps} steps now, and ${run.folder} began after ${step}: ${reason}`,
    {
      code: Exit.differs,
      place: parent.folder,
      hint: `starling reproduce ${parent.folder} may tell more`,
    },
  );
}

/** A parent's model, in the state that it begins with. */
async function opened(
  parent: RecordedRun,
  folder: string,
  kernels: Kernels | undefined,
  before: Beginning | undefined,
): Promise<{ readonly model: Model; readonly close: () => void }> {
  const what = await whatRan(parent);
  const checkpoints = before?.checkpoints;
  if (what.kind === 'security') {
    return openRun({
      parameters: parametersOf(what.scenario),
      kernels: kernels!,
      baseFolder: dirname(resolve(parent.manifest.scenarioFile)),
      dataFolder: dataFolder(),
      ledgerPath: ledgerIn(folder),
      checkpoints,
      resume: checkpoints !== undefined,
    });
  }
  const { entry, seed, parameters, storage } = what;
  const model = entry.create({ seed, parameters, sinks: [] }, storage);
  const newest = checkpoints?.newest();
  if (newest !== undefined) checkpoints!.resume(model, newest);
  return { model, close: () => undefined };
}
