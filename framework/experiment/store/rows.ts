import type { Seed } from '../../random/index.js';
import type { RunFailure, RunOutcome, RunRow, SweepRunState } from './run-row.js';

/** A run as the table holds it; `seed`, `outcome` and `failure` are JSON. */
export interface StoredRun {
  readonly id: number;
  readonly key: string;
  readonly design: number;
  readonly replication: number;
  readonly seed: string;
  readonly state: SweepRunState | 'claimed';
  readonly attempts: number;
  readonly allowed: number;
  readonly shard: string | null;
  readonly host: string | null;
  readonly started: string | null;
  readonly ended: string | null;
  readonly digest: string | null;
  readonly outcome: string | null;
  readonly failure: string | null;
}

/** A claimed run has not begun: to others it is pending. */
export const publicState = (state: StoredRun['state']): SweepRunState =>
  state === 'claimed' ? 'pending' : state;

/** A run as it is told of. */
export function runRow(stored: StoredRun): RunRow {
  const { key, design, replication, attempts, shard, host, started, ended } = stored;
  return {
    key,
    design,
    replication,
    seed: JSON.parse(stored.seed) as Seed,
    state: publicState(stored.state),
    attempts,
    shard,
    host,
    started,
    ended,
    outcome: stored.outcome === null ? null : (JSON.parse(stored.outcome) as RunOutcome),
    failure: stored.failure === null ? null : (JSON.parse(stored.failure) as RunFailure),
  };
}
