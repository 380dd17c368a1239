import { existsSync } from 'node:fs';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { RunReader } from '../../../framework/experiment/store/index.js';
import type { RunFailure, RunOutcome, SweepRunState } from '../../../framework/index.js';
import { digestOf } from '../../sweep/drive/summary.js';
import { type LoadedSweep, readSweep } from '../../sweep/file/index.js';
import { sweepPaths } from '../../sweep/folder.js';
import { Figures } from './figures.js';

/** What the run table of a sweep holds, as a report needs it. */
export interface ReportedSweep {
  readonly sweep: LoadedSweep;
  /** Different runs, by state, and in all. */
  readonly counts: Readonly<Record<SweepRunState, number>>;
  readonly total: number;
  /** Whether every run has succeeded or failed for good. */
  readonly isComplete: boolean;
  /** End of the run that ended last, ISO 8601; null before the first. */
  readonly finished: string | null;
  /** SHA-256 over the digests of the runs, by design and replication; null while not all have succeeded. */
  readonly digest: string | null;
  /** Wall seconds of the runs that succeeded, one after another. */
  readonly seconds: number;
  /** Runs that succeeded after an attempt that had not. */
  readonly repeated: number;
  /** Outcomes of the runs, by design and replication. */
  readonly outcomes: Figures;
  /** Wall seconds of a run by stage, and its set-up. */
  readonly stages: Figures;
  /** Of a run: wall seconds, and the most memory of its process in MB. */
  readonly costs: Figures;
  /** The first runs that failed for good. */
  readonly failures: readonly FailedRun[];
}

/** A run that failed for good. */
export interface FailedRun {
  readonly key: string;
  readonly design: number;
  readonly seed: string;
  readonly attempts: number;
  readonly failure: RunFailure | null;
}

/** Name of what a run took before its first step, among its stages. */
export const SETUP = 'set-up';

/** Failures that a report tells. */
export const FAILURES = 100;

/** Reads a sweep's folder, whatever state the sweep is in. @throws StarlingError where there is none */
export function readReported(folder: string): ReportedSweep {
  const sweep = readSweep(folder);
  const path = sweepPaths(folder).runs;
  if (!existsSync(path))
    throw new StarlingError('the sweep has not begun', {
      code: Exit.usage,
      place: folder,
      hint: `begin it: starling sweep resume ${folder}`,
    });
  const table = RunReader.open(path);
  try {
    return table.atOnce(() => reported(sweep, table));
  } finally {
    table.close();
  }
}

function reported(sweep: LoadedSweep, table: RunReader): ReportedSweep {
  const counts = table.counts();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { designs, replications } = sweep;
  const outcomes = new Figures(designs.length, replications);
  const stages = new Figures(designs.length, replications);
  const costs = new Figures(designs.length, replications);
  for (const { design, replication, outcome } of table.all<Member>(MEMBERS)) {
    const { outcomes: own, timing, seconds: all, peakMb } = JSON.parse(outcome) as RunOutcome;
    costs.set('seconds', design, replication, all);
    costs.set('peak_mb', design, replication, peakMb);
    for (const [name, value] of Object.entries(own)) outcomes.set(name, design, replication, value);
    stages.set(SETUP, design, replication, timing.setup_s);
    for (const [name, value] of Object.entries(timing.stages)) stages.set(name, design, replication, value);
  }
  const { finished, seconds, repeated } = table.one<Pick<ReportedSweep, 'finished' | 'seconds' | 'repeated'>>(
    `SELECT max(ended) AS finished, coalesce(sum(outcome ->> '$.seconds'), 0) AS seconds,
      count(*) FILTER (WHERE state = 'succeeded' AND attempts > 1) AS repeated FROM run`,
  )!;
  return {
    sweep,
    counts,
    total,
    isComplete: counts.pending + counts.running + counts.aborted === 0,
    finished,
    digest: counts.succeeded === total ? digestOf(table) : null,
    seconds,
    repeated,
    outcomes,
    stages,
    costs,
    failures: failuresOf(table),
  };
}

interface Member {
  readonly design: number;
  readonly replication: number;
  readonly outcome: string;
}

const MEMBERS = `SELECT member.design, member.replication, run.outcome
  FROM member JOIN run ON run.id = member.run WHERE run.state = 'succeeded'
  ORDER BY member.design, member.replication`;

function failuresOf(table: RunReader): FailedRun[] {
  const failures: FailedRun[] = [];
  for (const { key, design, seed, attempts, failure } of table.runs({ state: 'failed' })) {
    failures.push({ key, design, seed: String(seed), attempts, failure });
    if (failures.length === FAILURES) break;
  }
  return failures;
}
