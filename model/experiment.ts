import { createHash } from 'node:crypto';
import { canonicalJson, RandomStreams, replicate, type Seed } from '../framework/index.js';
import { blockIntervals, type Interval, seedInterval, statistics } from './measures/index.js';
import type { Outcome } from './outcome.js';
import { type Sharing, sharing as sharings } from './parameters.js';
import type { RunReport } from './run.js';

/** One of an experiment's runs. */
export interface SingleRun {
  readonly arm: Sharing;
  readonly seed: Seed;
  /** Its place among the replications of its arm, from 0. */
  readonly replication: number;
}

export interface Experiment {
  /** Root of the replications' seeds: the first replication has it, arms share them. */
  readonly seed: Seed;
  readonly replications: number;
  readonly arms: readonly Sharing[];
  /** Does one run; the caller decides where its files go. */
  readonly run: (single: SingleRun) => Promise<RunReport>;
  /** Starts no further run once aborted. */
  readonly signal?: AbortSignal;
}

/** Outcomes of an arm: means over replications with 95 % intervals over seeds and, for ratios, blocks of time. */
export type ArmReport = Readonly<Record<keyof Outcome, Interval | null>>;

export interface ExperimentReport {
  readonly runs: readonly (SingleRun & { readonly report: RunReport })[];
  /** That of a single run is its own; else SHA-256 over the runs' digests, by arm and replication. */
  readonly digest: string;
  readonly arms: Readonly<Partial<Record<Sharing, ArmReport>>>;
}

/** Runs every arm on the same replications, one run after another. */
export async function runExperiment(experiment: Experiment): Promise<ExperimentReport> {
  const { seed, replications: count, run, signal } = experiment;
  const runs: (SingleRun & { report: RunReport })[] = [];
  const arms = sharings.options.filter((arm) => experiment.arms.includes(arm));
  for (const arm of arms) {
    await replicate({
      seed,
      count,
      ...(signal === undefined ? {} : { signal }),
      run: async (own, replication) => {
        const single = { arm, seed: own, replication };
        runs.push({ ...single, report: await run(single) });
      },
    });
  }
  const digests = runs.map(({ report }) => report.digest);
  const digest =
    digests.length === 1 ? digests[0]! : createHash('sha256').update(canonicalJson(digests)).digest('hex');
  const of = (arm: Sharing) => runs.flatMap((single) => (single.arm === arm ? [single.report] : []));
  const reached = arms.filter((arm) => of(arm).length > 0);
  return { runs, digest, arms: Object.fromEntries(reached.map((arm) => [arm, armReport(of(arm), seed)])) };
}

function armReport(reports: readonly RunReport[], seed: Seed): ArmReport {
  const random = new RandomStreams(seed).stream('bootstrap');
  const overSeeds = (figure: 'auroc' | 'time_to_protection' | 'censored') =>
    seedInterval(
      reports.map(({ outcome }) => outcome[figure]),
      { random },
    );
  return {
    ...blockIntervals(
      reports.map(({ series }) => series),
      statistics,
      { random },
    ),
    auroc: overSeeds('auroc'),
    time_to_protection: overSeeds('time_to_protection'),
    censored: overSeeds('censored'),
  };
}
