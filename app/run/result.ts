import { createHash } from 'node:crypto';
import { canonicalJson } from '../../framework/index.js';
import type { ExperimentReport } from '../../model/experiment.js';
import type { Interval } from '../../model/measures/index.js';
import type { RunReport } from '../../model/run.js';
import type { CaptureFacts } from '../../model/traffic/index.js';
import type { Scenario } from '../config/index.js';
import { type PeakMemory, peakMemory } from './memory.js';
import { foldersOf, type Plan } from './plan.js';
import { timingOver } from './timing.js';

/** Figures of an outcome, in the order in which they are told. */
export const OUTCOMES = [
  'precision',
  'recall',
  'f1',
  'auroc',
  'fpr',
  'time_to_protection',
  'censored',
] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

/** A mean with its 95 % interval; null where no run has the figure. */
export type Estimate = { readonly mean: number; readonly low: number; readonly high: number } | null;

type Of<T> = Readonly<Record<OutcomeName, T>>;
/** Counts that are told beside them. */
export const COUNTS = ['proposed', 'merged', 'accepted', 'rejected', 'pending', 'votes'] as const;

/** What `starling run --json` prints for a scenario. */
export interface RunJson {
  readonly scenario: string;
  readonly seed: number | string;
  readonly agents: number;
  readonly steps: number;
  readonly device: string;
  /** The device that it began on, where that failed; absent otherwise. */
  readonly fell_back_from?: string;
  readonly digest: string;
  readonly timing: RunReport['timing'];
  readonly outcome: Of<number | null>;
  readonly consensus: Pick<RunReport['consensus'], (typeof COUNTS)[number]>;
  readonly learn: Pick<RunReport['learn'], 'fits'>;
  readonly ledger: RunReport['ledger'];
  readonly memory: PeakMemory;
  readonly arms?: Readonly<Record<string, Of<Estimate>>>;
  readonly replications?: readonly {
    readonly seed: number | string;
    readonly digest: string;
    readonly seconds: number;
  }[];
}

/**
 * The answer of a scenario. Over several runs the outcome is the mean over the seeds of the main arm (decentralised
 * where it is run), counts and ledger are those of its first run, and times are sums over all runs.
 */
export function resultOf(
  scenario: Scenario & { readonly seed: number | string },
  plan: Plan,
  experiment: ExperimentReport,
  { device, fellBackFrom }: { readonly device: string; readonly fellBackFrom: string | undefined },
): RunJson {
  const main = mainRun(plan, experiment);
  const { arms } = experiment;
  const mean = arms[plan.main] ?? Object.values(arms)[0];
  return {
    scenario: scenario.name,
    seed: scenario.seed,
    agents: main.agents,
    steps: main.steps,
    device,
    ...(fellBackFrom === undefined ? {} : { fell_back_from: fellBackFrom }),
    digest: experiment.digest,
    timing: timingOver(experiment.runs.map(({ report }) => report)),
    outcome: each(OUTCOMES, (name) =>
      plan.byReplication ? (mean?.[name]?.mean ?? null) : main.outcome[name],
    ),
    consensus: each(COUNTS, (name) => main.consensus[name]),
    learn: { fits: main.learn.fits },
    ledger: main.ledger,
    memory: peakMemory(),
    ...(plan.byArm
      ? {
          arms: Object.fromEntries(
            Object.entries(arms).map(([arm, all]) => [arm, each(OUTCOMES, (name) => short(all[name]))]),
          ),
        }
      : {}),
    ...(plan.byReplication ? { replications: replications(plan, experiment) } : {}),
  };
}

/** `summary.json`: what `--json` prints, what the capture held, and every run with all its counts. */
export function fullSummary(
  json: RunJson,
  plan: Plan,
  { runs, arms }: ExperimentReport,
  capture: CaptureFacts | undefined,
): object {
  return {
    ...json,
    ...(capture === undefined ? {} : { capture }),
    intervals: arms,
    runs: runs.map(({ report: { series: _, ...report }, ...single }) => ({
      arm: single.arm,
      folder: foldersOf(plan, single).join('/') || '.',
      ...report,
    })),
  };
}

/** The run that counts and ledger are told of. */
function mainRun({ main }: Plan, { runs }: ExperimentReport): RunReport {
  return (runs.find(({ arm, replication }) => arm === main && replication === 0) ?? runs[0]!).report;
}

export const short = (interval: Interval | null): Estimate =>
  interval === null ? null : { mean: interval.mean, low: interval.low, high: interval.high };

function each<K extends string, T>(names: readonly K[], of: (name: K) => T): Record<K, T> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, T>;
}

/** One entry a seed: its digest is the run's, or over several arms the hash of their digests. */
function replications(
  { replications }: Plan,
  { runs }: ExperimentReport,
): NonNullable<RunJson['replications']> {
  return Array.from({ length: replications }, (_, index) => {
    const own = runs.filter(({ replication }) => replication === index);
    const digests = own.map(({ report }) => report.digest);
    return own.length === 0
      ? []
      : {
          seed: own[0]!.seed,
          digest: digests.length === 1 ? digests[0]! : hash(digests),
          seconds: own.reduce((sum, { report: { timing } }) => sum + timing.setup_s + timing.run_s, 0),
        };
  }).flat();
}

const hash = (digests: readonly string[]) =>
  createHash('sha256').update(canonicalJson(digests)).digest('hex');
