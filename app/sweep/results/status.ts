import { RunReader } from '../../../framework/experiment/store/index.js';
import type { RunRow, Seed, SweepRunState } from '../../../framework/index.js';
import { sweepPaths } from '../folder.js';
import { isDriven } from '../live/link.js';

/** A run as `starling sweep status --json` lists it. */
export interface RunStatus {
  readonly key: string;
  /** Index of its design. */
  readonly design: number;
  readonly seed: Seed;
  readonly state: SweepRunState;
  readonly attempts: number;
  /** Null until it has succeeded. */
  readonly digest: string | null;
  readonly replication: number;
  /** Wall seconds, of one that succeeded. */
  readonly seconds: number | null;
  /** Why its last attempt failed, in one line, where it has not succeeded since. */
  readonly error: string | null;
}

/** Where a sweep stands: `finished` once no run is left to do. */
export type SweepState = 'unfinished' | 'finished';

/** What `starling sweep status --json` prints. */
export interface SweepStatus {
  readonly name: string;
  readonly state: SweepState;
  /** Whether a process is driving it; where none is, runs that count as running are those that its last driver left. */
  readonly driven: boolean;
  readonly counts: Readonly<Record<SweepRunState, number>>;
  readonly runs: readonly RunStatus[];
}

/** Where the sweep of a folder stands, at one moment. @throws StarlingError where there is none */
export async function statusOf(folder: string): Promise<SweepStatus> {
  const table = RunReader.open(sweepPaths(folder).runs);
  try {
    // Asked first: one that ends in between has left nothing at work.
    const driven = await isDriven(folder);
    return table.atOnce(() => {
      const counts = table.counts();
      return {
        name: table.name,
        state: counts.pending + counts.running > 0 ? 'unfinished' : 'finished',
        driven,
        counts,
        runs: Array.from(table.runs(), runStatus),
      };
    });
  } finally {
    table.close();
  }
}

function runStatus({ key, design, replication, seed, state, attempts, outcome, failure }: RunRow): RunStatus {
  return {
    key,
    design,
    seed,
    state,
    attempts,
    digest: outcome?.digest ?? null,
    replication,
    seconds: outcome?.seconds ?? null,
    error: state === 'succeeded' ? null : (failure?.message ?? null),
  };
}
