import { existsSync } from 'node:fs';
import {
  type Checkpoints,
  canonicalJson,
  chooseSeed,
  RandomStreams,
  type RunTiming,
  type Seed,
  type Sink,
  StarlingError,
  timingOf,
} from '../framework/index.js';
import type { Kernels } from '../kernels/index.js';
import { type Ledger, LedgerWriter, MemoryLedger } from './ledger/index.js';
import type { CampaignProtection, ConfusionSeries } from './measures/index.js';
import { SecurityModel } from './model.js';
import { networkOf } from './network.js';
import type { ConsensusCounts, LearnCounts, Outcome } from './outcome.js';
import type { SecurityParameters } from './parameters.js';
import { type CaptureTraffic, openTraffic } from './traffic/index.js';

/** @typeParam P the ledger's file, or null where it stays in memory */
export interface RunRequest<P extends string | null = string | null> {
  readonly parameters: SecurityParameters;
  readonly kernels: Kernels;
  /** Folder of the scenario file: relative files are looked for there. */
  readonly baseFolder: string;
  /** STARLING_DATA: where captures lie. */
  readonly dataFolder: string;
  /** Captures that earlier runs opened; this one may add its own. */
  readonly captures?: Map<string, CaptureTraffic>;
  /** A file that does not exist yet; null keeps the ledger in memory, and of it the root. */
  readonly ledgerPath: P;
  readonly sinks?: readonly Sink[];
  /** Collect rows every so many steps. */
  readonly every?: number;
  /** Collect one row a node, too. */
  readonly agents?: boolean;
  /** Aborting ends the run cleanly after the current step. */
  readonly signal?: AbortSignal;
  /** Asked before each step, which begins once what it answers has settled. */
  readonly gate?: () => Promise<void> | undefined;
  /** Where checkpoints of the run are kept; none are when absent. */
  readonly checkpoints?: Checkpoints | undefined;
  /**
   * Whether the run goes on with what an earlier one left: from the newest checkpoint that can be read, or else from its
   * start. The ledger is gone through once more, never changed.
   */
  readonly resume?: boolean;
  /** Told of each checkpoint that can't be read, and why. */
  readonly passed?: (error: StarlingError) => void;
  /** Told before the first step, with the model whose events and state may be watched. */
  readonly watch?: (model: SecurityModel, steps: number | undefined) => void;
}

export interface RunReport<P extends string | null = string> {
  readonly seed: Seed;
  readonly agents: number;
  /** Steps done. */
  readonly steps: number;
  readonly stopped: 'finished' | 'signal';
  readonly digest: string;
  readonly timing: RunTiming;
  readonly outcome: Outcome;
  readonly campaigns: readonly (CampaignProtection & { readonly name: string })[];
  readonly consensus: ConsensusCounts;
  readonly learn: LearnCounts;
  readonly ledger: { readonly path: P; readonly rows: number; readonly root: string };
  /** Counts step by step, for intervals over time. */
  readonly series: ConfusionSeries;
}

/** A run that is ready to begin. */
export interface OpenRun {
  readonly model: SecurityModel;
  readonly ledger: Ledger;
  readonly seed: Seed;
  /** Steps in all; undefined where neither the scenario nor a capture ends it. */
  readonly steps: number | undefined;
  /** Closes the ledger, and has the device forget the model. */
  readonly close: () => void;
}

export interface OpenOptions {
  /** Steps of the checkpoint to go on from at most. */
  readonly atMost?: number;
  /** Whether the tables go on, too; they begin anew otherwise. */
  readonly rows?: boolean;
}

/**
 * Opens a run: its traffic, its ledger, and the model in the state that it begins or goes on with. Whoever opens it
 * closes it.
 */
export async function openRun(
  request: RunRequest,
  { atMost, rows = true }: OpenOptions = {},
): Promise<OpenRun> {
  const { parameters, kernels, ledgerPath, baseFolder, dataFolder, checkpoints, resume = false } = request;
  const seed = parameters.seed ?? chooseSeed();
  const random = new RandomStreams(seed);
  const network = (nodes: number) => networkOf(parameters.network, nodes, random, baseFolder);
  const source = openTraffic(parameters, {
    random,
    kernels,
    network,
    dataFolder,
    baseFolder,
    ...(request.captures === undefined ? {} : { captures: request.captures }),
  });
  const steps = Math.min(
    parameters.steps ?? Number.POSITIVE_INFINITY,
    source.steps ?? Number.POSITIVE_INFINITY,
  );
  const newest = resume ? checkpoints?.newest(atMost, request.passed) : undefined;
  if (newest !== undefined && ledgerPath !== null && !existsSync(ledgerPath)) throw noLedger(ledgerPath);
  const origin = canonicalJson({ model: 'security', seed, sharing: parameters.sharing });
  const ledger = openLedger(ledgerPath, origin, resume);
  try {
    const { sinks = [], every = 1, agents = false } = request;
    const options = { parameters, seed, kernels, ledger, network, sinks, every, agents };
    const model = await SecurityModel.open(source, options);
    if (newest !== undefined) checkpoints!.resume(model, newest, { rows });
    const close = (): void => {
      model.close();
      ledger.close();
    };
    return { model, ledger, seed, steps: Number.isFinite(steps) ? steps : undefined, close };
  } catch (error) {
    ledger.close();
    throw error;
  }
}

function openLedger(path: string | null, origin: string, resume: boolean): Ledger {
  if (path === null) return new MemoryLedger(origin);
  return resume ? LedgerWriter.replay(path, { origin }) : LedgerWriter.create(path, { origin });
}

/** One run of the security model: a pure function of (parameters, seed), times apart. */
export async function runSecurity<P extends string | null>(request: RunRequest<P>): Promise<RunReport<P>> {
  const began = performance.now();
  const { model, ledger, seed, steps, close } = await openRun(request);
  try {
    request.watch?.(model, steps);
    const ready = performance.now();
    const end = await model.run({
      ...(steps === undefined ? {} : { steps: steps - model.step }),
      checkpoints: request.checkpoints,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(request.gate === undefined ? {} : { gate: request.gate }),
    });
    const { source, measures } = model;
    return {
      seed,
      agents: source.nodes,
      steps: end.steps,
      stopped: end.cause === 'abort' ? 'signal' : 'finished',
      digest: model.digest,
      timing: timingOf(model, source.nodes, ready - began),
      outcome: measures.outcome,
      campaigns: measures.campaigns.map((campaign) => ({
        ...campaign,
        name: source.attackNames[campaign.attack - 1]!,
      })),
      consensus: model.consensus,
      learn: model.learned,
      ledger: { path: request.ledgerPath, ...ledger.extent },
      series: measures.series,
    };
  } finally {
    close();
  }
}

const noLedger = (path: string): StarlingError =>
  new StarlingError('The ledger of the run is not there.', {
    place: path,
    hint: 'Bring it back; without checkpoints the run begins anew, with a new ledger.',
  });
