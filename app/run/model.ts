import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson, type RunTiming, type Seed, type Sink, spawnSeeds } from '../../framework/index.js';
import type { Storage } from '../../library/index.js';
import type { LoadedModel, LoadedSettings } from '../config/index.js';
import { checkpointPlan, goingOf } from './checkpoints.js';
import { writeDurably } from './files.js';
import { makeRunFolder, makeSubfolder } from './folder.js';
import { locked } from './lock.js';
import { openLog, type RunLog } from './log.js';
import {
  type Manifest,
  manifestIn,
  newManifest,
  now,
  resumedManifest,
  saidBy,
  unfinished,
  writeManifest,
} from './manifest.js';
import { type PeakMemory, peakMemory } from './memory.js';
import { type Replication, type ReplicationRequest, runReplication } from './replication.js';
import { readReport, writeReport } from './report.js';
import { timingOver } from './timing.js';
import type { Watch } from './watch.js';

export interface ModelRequest {
  readonly loaded: LoadedModel;
  readonly settings: LoadedSettings;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  readonly out: string | undefined;
  readonly verbose: boolean;
  /** Whether each replication writes a trace. */
  readonly trace: boolean;
  /** Where rows go besides the tables of a single replication. */
  readonly sinks?: readonly Sink[];
  /** The run that is gone on with; absent for a new one. */
  readonly resume?: { readonly folder: string; readonly isNew?: boolean } | undefined;
}

/** What `starling run MODEL --json` prints, and `summary.json` holds. */
export interface ModelJson {
  readonly scenario: string;
  readonly storage: Storage;
  readonly seed: Seed;
  /** Of the first replication at its end. */
  readonly agents: number;
  /** Steps done by the first replication. */
  readonly steps: number;
  /** The run's own; over several replications SHA-256 of the JSON list of theirs. */
  readonly digest: string;
  /** Sums over the replications. */
  readonly timing: RunTiming;
  readonly memory: PeakMemory;
  readonly replications: readonly {
    readonly seed: Seed;
    readonly digest: string;
    /** Construction and run, without the time that its files took. */
    readonly seconds: number;
  }[];
}

export interface ModelRun {
  readonly folder: string;
  readonly interrupted: boolean;
  /** Those that were begun, in order; at least one. */
  readonly replications: readonly Replication[];
  readonly json: ModelJson;
}

/** Runs a model on each of its seeds, in a folder that says what it was before its first step. */
export async function executeModel(request: ModelRequest): Promise<ModelRun> {
  const { loaded, settings, resume } = request;
  if (resume !== undefined) {
    const { folder, isNew = false } = resume;
    return locked(folder, () => {
      const before = unfinished(folder);
      return executeIn(request, folder, isNew ? before : resumedManifest(before, checkpointPlan(settings)));
    });
  }
  const { entry, file, parameters, storage, seed, steps, replications } = loaded;
  const { name } = entry;
  const folder = makeRunFolder({ out: request.out, runs: settings.settings.runs.folder, name, seed });
  const scenario = { name, model: name, storage, seed, steps, replications, ...parameters };
  const manifest = newManifest({ scenario, file, seed }, null, checkpointPlan(settings));
  return locked(folder, () => executeIn(request, folder, manifest));
}

async function executeIn(request: ModelRequest, folder: string, manifest: Manifest): Promise<ModelRun> {
  const { loaded, settings, watch } = request;
  const { entry, seed, replications } = loaded;
  const { name } = entry;
  const { logging } = settings.settings;
  writeManifest(folder, manifest);
  const log = openLog({
    path: logging.file ?? join(folder, 'log.jsonl'),
    run: `${name}-${seed}`,
    settings: logging,
    verbose: request.verbose,
    heard: watch.log?.bind(watch),
  });
  watch.say(`writing ${folder}`);
  try {
    const done = await replicateIn(request, { folder, manifest, log });
    const interrupted = done.length < replications || done.some(({ end }) => end.cause === 'abort');
    const json = jsonOf(loaded, done);
    writeDurably(join(folder, 'summary.json'), `${JSON.stringify(json, null, 2)}\n`);
    writeManifest(folder, {
      ...manifest,
      state: interrupted ? 'interrupted' : 'finished',
      ended: now(),
      steps: json.steps,
      digest: json.digest,
      timing: json.timing,
    });
    log.logger.info({ event: 'end', interrupted, digest: json.digest });
    return { folder, interrupted, replications: done, json };
  } catch (error) {
    writeManifest(folder, { ...manifest, state: 'failed', ended: now(), error: saidBy(error) });
    log.logger.error({ event: 'failed', error: String(error) });
    throw error;
  } finally {
    log.close();
  }
}

/** One replication after another, each in its own folder where there are several. The first is begun in any case. */
async function replicateIn(
  { loaded, watch, signal, trace, sinks = [], resume }: ModelRequest,
  {
    folder: top,
    manifest,
    log,
  }: { readonly folder: string; readonly manifest: Manifest; readonly log: RunLog },
): Promise<Replication[]> {
  const { entry, seed: root, replications: of } = loaded;
  const done: Replication[] = [];
  for (const [index, seed] of spawnSeeds(root, of).entries()) {
    if (index > 0 && signal.aborted) break;
    const place = { index, of, scenario: entry.name, arm: undefined, seed };
    const given = { loaded, seed, place, watch, signal, log, trace, sinks };
    const going = resume !== undefined;
    if (of === 1) done.push(await runKept({ ...given, folder: top }, manifest, going));
    else done.push(await runInside(makeSubfolder(top, `replication-${index + 1}`), manifest, given, going));
  }
  return done;
}

/** A replication in a folder of its own, with a manifest that repeats it alone. */
async function runInside(
  folder: string,
  whole: Manifest,
  given: Omit<ReplicationRequest, 'folder' | 'going'>,
  going: boolean,
): Promise<Replication> {
  const before = going ? manifestIn(folder) : undefined;
  const kept = before?.state === 'finished' ? readReport<Replication>(folder) : undefined;
  return kept ?? locked(folder, () => runAnew(folder, whole, before, given));
}

async function runAnew(
  folder: string,
  whole: Manifest,
  before: Manifest | undefined,
  given: Omit<ReplicationRequest, 'folder' | 'going'>,
): Promise<Replication> {
  const { seed } = given;
  const scenario = { ...whole.scenario, seed, replications: 1 };
  const manifest =
    before === undefined
      ? { ...whole, scenario, seed, started: now(), resumed: 0 }
      : resumedManifest(before, whole.checkpoints);
  writeManifest(folder, manifest);
  const replication = await runKept({ ...given, folder }, manifest, before !== undefined).catch(
    (error: unknown) => {
      writeManifest(folder, { ...manifest, state: 'failed', ended: now(), error: saidBy(error) });
      throw error;
    },
  );
  const { end, digest, timing } = replication;
  const state = end.cause === 'abort' ? 'interrupted' : 'finished';
  writeManifest(folder, { ...manifest, state, ended: now(), steps: end.steps, digest, timing });
  return replication;
}

/** Runs a replication, and leaves in its folder what it came to. */
async function runKept(
  request: Omit<ReplicationRequest, 'going'>,
  manifest: Manifest,
  resume: boolean,
): Promise<Replication> {
  const { folder, watch } = request;
  const replication = await runReplication({ ...request, going: goingOf(folder, manifest, resume, watch) });
  writeReport(folder, replication);
  return replication;
}

export function jsonOf({ entry, storage, seed }: LoadedModel, done: readonly Replication[]): ModelJson {
  const [first] = done as [Replication, ...Replication[]];
  const digests = done.map(({ digest }) => digest);
  return {
    scenario: entry.name,
    storage,
    seed,
    agents: first.agents,
    steps: first.end.steps,
    digest:
      digests.length === 1 ? first.digest : createHash('sha256').update(canonicalJson(digests)).digest('hex'),
    timing: timingOver(done.map(({ timing, agents, end }) => ({ timing, agents, steps: end.steps }))),
    memory: peakMemory(),
    replications: done.map(({ seed, digest, seconds }) => ({ seed, digest, seconds })),
  };
}
