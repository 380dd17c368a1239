import { createHash } from 'node:crypto';
import type { RunReader } from '../../../framework/experiment/store/index.js';
import { canonicalJson, type RunOutcome, type RunRow } from '../../../framework/index.js';
import { type PeakMemory, peakMemory } from '../../run/memory.js';
import { duration, figure } from '../../tui/pace.js';
import type { LoadedSweep } from '../file/index.js';
import { checkThresholds, type Figures, type ThresholdResult } from '../thresholds/index.js';
import type { Ending } from './driver.js';
import type { SweepCounts } from './watch.js';

/** What a sweep came to: the object that `--json` prints. */
export interface SweepSummary {
  readonly name: string;
  readonly folder: string;
  readonly ending: Ending;
  readonly designs: number;
  readonly replications: number;
  /** Different runs, by state. */
  readonly runs: SweepCounts & { readonly total: number };
  /** How often runs were begun. */
  readonly attempts: number;
  /** Wall seconds of the runs that succeeded, one after another. */
  readonly seconds: number;
  /** SHA-256 over the digests of the runs, by design and replication; null while not all have succeeded. */
  readonly digest: string | null;
  /** By threshold and design; none before all runs have ended. */
  readonly thresholds: readonly (ThresholdResult & { readonly label: string })[];
  /** Runs that failed for good, the first few. */
  readonly failures: readonly FailedRun[];
  /** Of who drove it. */
  readonly memory: PeakMemory;
}

export type FailedRun = Pick<RunRow, 'key' | 'design' | 'seed' | 'attempts' | 'failure'>;

/** Failures, and crossed thresholds, that are told to people; all of them are in the status, or under `--json`. */
const MOST = 20;

/** Sums up a sweep. */
export function summaryOf(
  folder: string,
  sweep: LoadedSweep,
  table: RunReader,
  ending: Ending,
): SweepSummary {
  const { name, designs, replications, thresholds } = sweep;
  const counts = table.counts();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { attempts, seconds } = table.one<{ attempts: number; seconds: number }>(
    `SELECT sum(attempts) AS attempts, coalesce(sum(outcome ->> '$.seconds'), 0) AS seconds FROM run`,
  )!;
  const ended = counts.pending + counts.running + counts.aborted === 0;
  const labels = designs.map(({ design }) => design);
  return {
    name,
    folder,
    ending,
    designs: designs.length,
    replications,
    runs: { total, ...counts },
    attempts,
    seconds,
    digest: counts.succeeded === total ? digestOf(table) : null,
    thresholds: ended
      ? checkThresholds(thresholds, labels, (design) => outcomesOf(table, design)).map((each) => ({
          ...each,
          label: labels[each.design]!.label,
        }))
      : [],
    failures: failuresOf(table),
    memory: peakMemory(),
  };
}

/** SHA-256 over the digests of the runs, by design and replication; a single run's own. */
export function digestOf(table: RunReader): string {
  const [first, ...others] = table.column<string>(
    'SELECT digest FROM member JOIN run ON run.id = member.run ORDER BY member.design, member.replication',
  );
  if (others.length === 0) return first!;
  return createHash('sha256')
    .update(canonicalJson([first!, ...others]))
    .digest('hex');
}

const outcomesOf = (table: RunReader, design: number): Figures[] =>
  table
    .column<string>(
      'SELECT outcome FROM member JOIN run ON run.id = member.run WHERE member.design = ? AND outcome IS NOT NULL',
      design,
    )
    .map((outcome) => (JSON.parse(outcome) as RunOutcome).outcomes);

function failuresOf(table: RunReader): FailedRun[] {
  const failures: FailedRun[] = [];
  for (const { key, design, seed, attempts, failure } of table.runs({ state: 'failed' })) {
    if (failures.push({ key, design, seed, attempts, failure }) === MOST) break;
  }
  return failures;
}

const ENDINGS: Readonly<Record<Ending, string>> = {
  done: '',
  drained: ' (interrupted)',
  stopped: ' (interrupted)',
  cancelled: ' (cancelled)',
  'failed fast': ' (given up after a failure)',
};

/** The end of a sweep, for people. */
export function summaryText(summary: SweepSummary): string {
  const { name, folder, ending, designs, replications, runs, seconds, digest, thresholds, failures } =
    summary;
  const { total, ...counts } = runs;
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  const crossed = thresholds.filter(({ passed }) => !passed);
  return [
    `${name}: ${designs} ${designs === 1 ? 'design' : 'designs'} on ${replications} ${replications === 1 ? 'seed' : 'seeds'}, ${total} runs${ENDINGS[ending]}`,
    '',
    `runs        ${told.join(', ')}`,
    `time        ${duration(seconds)} of simulation`,
    ...(digest === null ? [] : [`digest      ${digest}`]),
    ...(thresholds.length === 0
      ? []
      : [`thresholds  ${thresholds.length - crossed.length} of ${thresholds.length} hold`]),
    ...crossed
      .slice(0, MOST)
      .map(
        ({ text, label, value }) =>
          `            not ${text}: ${value === null ? 'no figure' : figure(value)} for ${label}`,
      ),
    ...(crossed.length > MOST ? [`            … and ${crossed.length - MOST} more`] : []),
    ...(failures.length === 0 ? [] : ['', ...failures.map(failureLine)]),
    ...(runs.failed > failures.length ? [`… and ${runs.failed - failures.length} more`] : []),
    '',
    `Kept in ${folder}; ${nextOf(runs, folder)}`,
  ].join('\n');
}

/** What can be done with a sweep of which so much is done. */
function nextOf({ pending, running, aborted, failed }: SweepCounts, folder: string): string {
  if (pending + running + aborted > 0) return `go on with it: npx starling sweep resume ${folder}`;
  if (failed > 0) return `try the failed runs again: npx starling sweep retry ${folder} --failed`;
  return `see it: npx starling sweep status ${folder}`;
}

const failureLine = ({ key, design, seed, attempts, failure }: FailedRun): string =>
  `failed  ${key.slice(0, 16)}  design ${design}, seed ${seed}, ${attempts} attempts: ${failure?.message ?? ''}`;
