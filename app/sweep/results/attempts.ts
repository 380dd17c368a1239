import type { RunReader } from '../../../framework/experiment/store/index.js';
import type { RunRow, Value } from '../../../framework/index.js';
import type { Types } from './columns.js';
import type { Chunk } from './part.js';

/** Before the name of a stage, in the column of its time. */
const STAGE = 'stage.';

/** Columns of the table of attempts but for the times of stages. */
export const ATTEMPT_FACTS = {
  design: 'integer',
  replication: 'integer',
  seed: 'string',
  state: 'string',
  attempts: 'integer',
  shard: 'string',
  host: 'string',
  started: 'string',
  ended: 'string',
  seconds: 'number',
  setup_s: 'number',
  run_s: 'number',
  peak_mb: 'number',
  reason: 'string',
  message: 'string',
} as const satisfies Types;

/** Columns of the table of attempts: what is known of each run beside its results, and the wall seconds of every stage. */
export function attemptTypes(runs: RunReader): Types {
  const stages = runs.all<{ stage: string }>(
    `SELECT each.key AS stage FROM run, json_each(run.outcome, '$.timing.stages') AS each
      WHERE run.state = 'succeeded' GROUP BY each.key ORDER BY min(each.id), each.key`,
  );
  return { ...ATTEMPT_FACTS, ...Object.fromEntries(stages.map(({ stage }) => [STAGE + stage, 'number'])) };
}

/** A row a run, in order. */
export function* attempts(runs: RunReader, types: Types): Generator<Chunk, void> {
  for (const run of runs.runs()) {
    const row: Readonly<Record<string, Value | undefined>> = { ...factsOf(run), ...stagesOf(run) };
    const columns = Object.fromEntries(Object.keys(types).map((name) => [name, [row[name] ?? null]]));
    yield { key: run.key, rows: 1, columns };
  }
}

function factsOf({ outcome, failure, ...run }: RunRow): Record<keyof typeof ATTEMPT_FACTS, Value> {
  return {
    design: run.design,
    replication: run.replication,
    seed: String(run.seed),
    state: run.state,
    attempts: run.attempts,
    shard: run.shard,
    host: run.host,
    started: run.started,
    ended: run.ended,
    seconds: outcome?.seconds ?? null,
    setup_s: outcome?.timing.setup_s ?? null,
    run_s: outcome?.timing.run_s ?? null,
    peak_mb: outcome?.peakMb ?? null,
    reason: failure?.reason ?? null,
    message: failure?.message ?? null,
  };
}

const stagesOf = ({ outcome }: RunRow): Record<string, number> =>
  Object.fromEntries(
    Object.entries(outcome?.timing.stages ?? {}).map(([stage, seconds]) => [STAGE + stage, seconds]),
  );
