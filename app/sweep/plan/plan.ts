import { availableParallelism } from 'node:os';
import type { LoadedSettings } from '../../config/index.js';
import { formatBytes } from '../../config/index.js';
import { duration } from '../../tui/pace.js';
import type { LoadedSweep } from '../file/index.js';
import { estimate } from './estimate.js';
import type { Probe, ProbedRun } from './probe.js';
import { sizeOf } from './size.js';

/** What a sweep would be: the object that `starling sweep plan --json` prints. */
export interface SweepPlan {
  readonly name: string;
  readonly designs: number;
  readonly replications: number;
  /** Different runs: designs that come to the same share it. */
  readonly runs: number;
  /** Worker processes that the estimates are for. */
  readonly workers: number;
  readonly probed: readonly ProbedRun[];
  readonly failures: readonly string[];
  /** Null where no run was measured. */
  readonly estimate: {
    readonly seconds: number;
    readonly memory_mb: number;
    readonly disk_bytes: number;
  } | null;
}

/** What a sweep would come to, by what a few of its runs took. */
export function planOf(sweep: LoadedSweep, { settings }: LoadedSettings, probe: Probe): SweepPlan {
  const { name, designs, replications, members } = sweep;
  const first = new Map(members.map(({ key, design }) => [key, design] as const).reverse());
  const workers = Math.min(settings.sweeps.workers ?? availableParallelism(), first.size);
  return {
    name,
    designs: designs.length,
    replications,
    runs: first.size,
    workers,
    probed: probe.runs,
    failures: probe.failures,
    estimate: probe.runs.length === 0 ? null : estimated(sweep, [...first.values()], workers, probe.runs),
  };
}

function estimated(
  { designs }: LoadedSweep,
  runs: readonly number[],
  workers: number,
  probed: readonly ProbedRun[],
): SweepPlan['estimate'] {
  const sizes = designs.map(({ scenario }) => sizeOf(scenario));
  const { seconds, bytes } = estimate(
    probed.map((run) => ({ ...run, size: sizes[run.design]!, seconds: Math.max(run.seconds, 1e-6) })),
    runs.map((design) => ({ size: sizes[design]!, count: 1 })),
  );
  return {
    seconds: seconds / workers,
    memory_mb: Math.round(workers * Math.max(...probed.map(({ peakMb }) => peakMb))),
    disk_bytes: Math.round(bytes),
  };
}

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** For people. */
export function planText(plan: SweepPlan): string {
  const { name, designs, replications, runs, workers, probed, failures, estimate: expected } = plan;
  const whole = designs * replications;
  const shared = whole === runs ? '' : `, ${runs} of them different`;
  return [
    `${name}: ${many(designs, 'design')} × ${many(replications, 'replication')} = ${many(whole, 'run')}${shared}`,
    ...(probed.length === 0 ? [] : ['', 'Measured:']),
    ...probed.map(
      ({ label, seconds, peakMb }) => `  ${label}: ${duration(seconds)}, ${Math.round(peakMb)} MB`,
    ),
    ...(failures.length === 0 ? [] : ['', 'Failed:', ...failures.map((failure) => `  ${failure}`)]),
    ...(expected === null
      ? []
      : [
          '',
          `time    about ${duration(expected.seconds)} on ${many(workers, 'worker')}`,
          `memory  about ${formatBytes(expected.memory_mb * 2 ** 20)} in all`,
          `disk    about ${formatBytes(expected.disk_bytes)}`,
        ]),
  ].join('\n');
}
