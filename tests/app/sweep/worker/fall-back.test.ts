import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { ComputeContext } from '../../../../app/run/index.js';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { type OutboxRecord, OutboxWriter } from '../../../../app/sweep/outbox/index.js';
import type { Rows, Succeeded } from '../../../../app/sweep/outbox/record.js';
import type { Keep } from '../../../../app/sweep/shard.js';
import { attempt } from '../../../../app/sweep/worker/attempt.js';
import { Live, type LiveFrame } from '../../../../app/sweep/worker/live/live.js';
import { Place } from '../../../../app/sweep/worker/place.js';
import { scenarioRunner } from '../../../../app/sweep/worker/scenario-runner.js';
import type { Watchdog } from '../../../../app/sweep/worker/watchdog/watchdog.js';
import { failingCompute } from '../../run/support/failing.js';
import { TINY } from '../../starling.js';
import { Bench, resolved } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());
afterEach(() => {
  vi.restoreAllMocks();
});

/** Does a shard of two runs on a device, as a worker does it; what it wrote, and what was seen of its first run. */
async function doneOn(id: string, compute: ComputeContext, keep: Keep) {
  const subject = { kind: 'scenario', folder: bench.path } as const;
  const designs = { 0: resolved(TINY, { collect: { agents: true } }) };
  const shard = bench.shard(id, { subject, designs, runs: [{ seed: 5 }, { seed: 6 }], keep });
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const place = new Place();
  vi.spyOn(place, 'compute').mockResolvedValue(compute);
  const frames: LiveFrame[] = [];
  const live = new Live((frame, sent) => {
    frames.push(frame);
    sent();
  });
  live.want(shard.runs[0]!.key);
  const outbox = new OutboxWriter(sweepPaths(bench.path).outbox(id));
  const watchdog = { begin: () => undefined, end: () => undefined } as unknown as Watchdog;
  const { signal } = new AbortController();
  const runner = scenarioRunner(shard, subject, place);
  for (const run of shard.runs)
    await attempt(run, {
      ...{ folder: bench.path, place, watchdog, live, signal },
      ...{ shard, outbox, runner: () => runner },
    });
  outbox.close();
  const said = errors.mock.calls.map(([text]) => String(text));
  return { records: bench.records(id), said, frames };
}

/** What counts: of each run what came after it was begun last. */
function counted(records: readonly OutboxRecord[]) {
  const runs = [...new Set(records.map(({ key }) => key))];
  return runs.map((key) => {
    const own = records.filter((record) => record.key === key);
    const last = own.slice(own.findLastIndex(({ kind }) => kind === 'began'));
    const { outcome, rows } = last.find((record): record is Succeeded => record.kind === 'succeeded')!;
    const tables = last
      .filter((record): record is Rows => record.kind === 'rows')
      .map(({ table, types, columns }) => ({ table, types, columns }));
    return { digest: outcome.digest, root: outcome.root, outcomes: outcome.outcomes, rows, tables };
  });
}

describe.each(['root', 'tables', 'full'] as const)('a shard that keeps %s', (keep) => {
  test('goes on on the CPU where its device fails, and counts no row twice', async () => {
    const healthy = failingCompute({ at: Number.POSITIVE_INFINITY });
    const whole = await doneOn(`whole-${keep}`, healthy, keep);
    expect(whole.said).toEqual([]);
    // Late in the first run.
    const at = Math.floor(healthy.jobs() / 2) - 2;
    const { records, said, frames } = await doneOn(`lost-${keep}`, failingCompute({ at }), keep);
    expect(counted(records)).toEqual(counted(whole.records));
    expect(records.filter(({ kind }) => kind === 'began')).toHaveLength(3);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      /^[0-9a-f]{64}: warning: the device webgpu failed in step 2 \(.*on the CPU: cpu, for tests\n$/,
    );
    const begun = frames.flatMap(({ messages }) => messages).filter(({ type }) => type === 'begin');
    expect(begun).toMatchObject([{ device: 'webgpu' }, { device: 'cpu', again: true }]);
  });
});
