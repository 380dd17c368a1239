import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Seed } from '../../framework/index.js';
import type { Storage } from '../../library/index.js';
import { type FoundModel, importModel, inLibrary, type Scenario, scenarioSchema } from '../config/index.js';
import { type Manifest, readManifest } from '../run/manifest.js';

/** One run, as its folder tells of it. */
export interface RecordedRun {
  readonly folder: string;
  /** Which of the runs of its scenario it is, such as `none/replication-2`; empty where there is one alone. */
  readonly name: string;
  readonly manifest: Manifest;
}

/** All that a run folder holds. */
export interface Recorded {
  readonly manifest: Manifest;
  /** In the order in which they ran. */
  readonly runs: readonly RecordedRun[];
  /** Whether they are told apart by arm or replication. */
  readonly isWhole: boolean;
}

/** Reads what a run, or several by arm and replication, left in a folder. @throws StarlingError where there is none */
export function recordedIn(folder: string): Recorded {
  const manifest = readManifest(folder);
  const { arms, replications } = manifest.scenario as Partial<Scenario>;
  if (arms === undefined && (replications ?? 1) === 1)
    return { manifest, runs: [{ folder, name: '', manifest }], isWhole: false };
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('manifest.json') && dirname(name) !== '.')
    .map((name) => dirname(name).replaceAll('\\', '/'))
    .sort(inOrder);
  if (names.length === 0) {
    throw new StarlingError('none of its runs was begun', {
      code: Exit.usage,
      place: folder,
      hint: 'name the folder of a run that did a step',
    });
  }
  const runs = names.map((name) => {
    const own = join(folder, name);
    return { folder: own, name, manifest: readManifest(own) };
  });
  return { manifest, runs, isWhole: true };
}

const ARMS = ['none', 'decentralised', 'centralised'];

/** Arms as they are run, replications by number. */
function inOrder(one: string, other: string): number {
  const key = (name: string) => [
    ARMS.indexOf(name.split('/')[0]!),
    Number(/replication-(\d+)$/.exec(name)?.[1] ?? 0),
  ];
  const [a, b] = [key(one), key(other)];
  return a[0]! - b[0]! || a[1]! - b[1]!;
}

/** A run of the security model, as it was resolved. */
export interface SecurityRun {
  readonly kind: 'security';
  readonly scenario: Scenario;
}

/** A run of a model of the library, or of a module of the user's own. */
export interface ModelRun extends FoundModel {
  readonly kind: 'model';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly storage: Storage;
  readonly seed: Seed;
  readonly steps: number;
}

/** What has to be run to repeat a run. @throws StarlingError where this version can't run it, or a module is gone */
export async function whatRan({ folder, manifest }: RecordedRun): Promise<SecurityRun | ModelRun> {
  const { model } = manifest.scenario as { readonly model?: unknown };
  if (model === 'security') return { kind: 'security', scenario: scenarioOf(folder, manifest) };
  const { scenarioFile: file } = manifest;
  const found = file.startsWith('library/') ? await inLibrary(String(model)) : await moduleAt(file);
  const { name, model: _, storage, seed, steps, replications, ...parameters } = manifest.scenario as Resolved;
  return {
    kind: 'model',
    ...found,
    parameters,
    storage: storage ?? found.entry.storages[0]!,
    seed: manifest.seed,
    steps,
  };
}

type Resolved = Readonly<Record<string, unknown>> & { readonly storage?: Storage; readonly steps: number };

async function moduleAt(file: string): Promise<FoundModel> {
  if (!existsSync(file)) {
    throw new StarlingError('the module of the model is not there', {
      code: Exit.usage,
      place: file,
      hint: 'go to the folder in which the run was started: the path leads from there',
    });
  }
  return { entry: await importModel(file), file };
}

function scenarioOf(folder: string, { scenario }: Manifest): Scenario {
  const result = scenarioSchema.safeParse(scenario);
  if (result.success) return result.data;
  throw new StarlingError('its scenario is none of this version of Starling', {
    code: Exit.usage,
    place: join(folder, 'manifest.json'),
    hint: 'reproduce it with the version that the manifest names',
  });
}
