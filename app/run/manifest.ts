import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Seed } from '../../framework/index.js';
import type { RunReport } from '../../model/run.js';
import { version } from '../version.js';
import type { CheckpointPlan } from './checkpoints.js';
import type { ComputeContext } from './context.js';
import type { FellBack } from './fall-back.js';
import { onDisk, writeDurably } from './files.js';

export type RunState = 'running' | 'finished' | 'interrupted' | 'failed';

/** `manifest.json`: what a run was. Durable before the first step, replaced as a whole when the run ends. */
export interface Manifest {
  readonly state: RunState;
  /** As resolved: every default filled in, the seed set. A scenario file that repeats the run. */
  readonly scenario: object;
  readonly scenarioFile: string;
  readonly seed: number | string;
  readonly arm: string | null;
  readonly versions: { readonly starling: string; readonly node: string; readonly platform: string };
  /** Null for a model without kernels. */
  readonly device: { readonly name: string; readonly description: string; readonly kernels: string } | null;
  /** Where another device failed on the way, and `device` took over from it. */
  readonly fellBack: FellBack | null;
  readonly started: string;
  readonly ended: string | null;
  readonly steps: number | null;
  readonly digest: string | null;
  readonly timing: object | null;
  readonly ledger: {
    readonly path: string;
    readonly rows: number | null;
    readonly root: string | null;
  } | null;
  readonly error: string | null;
  /** What is kept on the way; null where nothing is. */
  readonly checkpoints: CheckpointPlan | null;
  /** How often it was gone on with. */
  readonly resumed: number;
  /** Where it began, for a branch: with the state of another run. */
  readonly branchedFrom: {
    readonly run: string;
    /** Steps that the other run had done. */
    readonly step: number;
    /** SHA-256 of the state. */
    readonly state: string;
    /** Paths and values that are others from here on. */
    readonly changed: Readonly<Record<string, unknown>>;
  } | null;
}

const FILE = 'manifest.json';

export const now = (): string => new Date().toISOString();

/** What runs runs here. */
export const versionsHere = (): Manifest['versions'] => ({
  starling: version(),
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
});

/** A manifest as it stands before the first step. */
export function newManifest(
  { scenario, file, seed }: { readonly scenario: object; readonly file: string; readonly seed: Seed },
  device: Manifest['device'],
  checkpoints: Manifest['checkpoints'],
): Manifest {
  return {
    state: 'running',
    scenario,
    scenarioFile: file,
    seed,
    arm: null,
    versions: versionsHere(),
    device,
    fellBack: null,
    started: now(),
    ended: null,
    steps: null,
    digest: null,
    timing: null,
    ledger: null,
    error: null,
    checkpoints,
    resumed: 0,
    branchedFrom: null,
  };
}

/**
 * That of a run that is gone on with.
 * @param checkpoints what is to be kept from here on; what was kept before where null
 */
export const resumedManifest = (before: Manifest, checkpoints: Manifest['checkpoints']): Manifest => ({
  ...before,
  state: 'running',
  versions: versionsHere(),
  ended: null,
  steps: null,
  digest: null,
  timing: null,
  error: null,
  checkpoints: checkpoints ?? before.checkpoints ?? null,
  resumed: (before.resumed ?? 0) + 1,
});

/** That of a run that may be gone on with; read anew, now that nobody else runs it. */
export function unfinished(folder: string): Manifest {
  const manifest = readManifest(folder);
  if (manifest.state !== 'finished') return manifest;
  throw new StarlingError('the run has finished meanwhile', {
    code: Exit.usage,
    place: folder,
    hint: 'ask again, and its result is shown',
  });
}

/** What a fall-back adds. */
export const fallenBack = (
  { device }: Pick<ComputeContext, 'device'>,
  fellBack: FellBack | undefined,
): Partial<Pick<Manifest, 'device' | 'fellBack'>> => (fellBack === undefined ? {} : { device, fellBack });

/** Where the ledger of a run is, as long as nothing can be said of it. */
export const ledgerAt = (path: string): Manifest['ledger'] => ({ path, rows: null, root: null });

/** What the end adds; the ledger is told where there is one. */
export function ending(
  { steps, digest, timing, ledger }: Pick<RunReport, 'steps' | 'digest' | 'timing' | 'ledger'>,
  single: boolean,
): Pick<Manifest, 'ended' | 'steps' | 'digest' | 'timing' | 'ledger'> {
  return { ended: now(), steps, digest, timing, ledger: single ? ledger : null };
}

export function writeManifest(folder: string, manifest: Manifest): void {
  writeDurably(join(folder, FILE), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** That of a folder; undefined where it has none. */
export const manifestIn = (folder: string): Manifest | undefined =>
  existsSync(join(folder, FILE)) ? readManifest(folder) : undefined;

/** Reads a run's manifest. @throws StarlingError where there is none, or it is damaged */
export function readManifest(folder: string): Manifest {
  const value = readJson(join(folder, FILE), 'name the folder of a run, such as runs/default-42-1');
  if (typeof value !== 'object' || value === null || !('state' in value) || !('scenario' in value)) {
    throw new StarlingError('this is no manifest of a run', {
      code: Exit.usage,
      place: join(folder, FILE),
      hint: 'name the folder of a run',
    });
  }
  return value as Manifest;
}

/** Reads a JSON file of a run. */
export function readJson(path: string, hint: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      throw new StarlingError('there is no such file', { code: Exit.usage, place: path, hint });
    }
    return onDisk(path, () => {
      throw error;
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new StarlingError('the file is damaged: it is no JSON', { code: Exit.failure, place: path, hint });
  }
}

/** What an error says to people, in one line: where, what, and what to do. */
export function saidBy(error: unknown): string {
  if (!(error instanceof StarlingError)) return String(error);
  const { place, message, hint } = error;
  return [place === undefined ? message : `${place}: ${message}`, ...(hint === undefined ? [] : [hint])].join(
    ' ',
  );
}
