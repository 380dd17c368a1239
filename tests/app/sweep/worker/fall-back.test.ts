import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { ComputeContext } from '../../../../app/run/index.js';
import type { OutboxRecord } from '../../../../app/sweep/outbox/index.js';
import type { Rows, Succeeded } from '../../../../app/sweep/outbox/record.js';
import type { Keep } from '../../../../app/sweep/shard.js';
import { doShard } from '../../../../app/sweep/worker/do-shard.js';
import { Live, type LiveFrame } from '../../../../app/sweep/worker/live/live.js';
import { Place } from '../../../../app/sweep/worker/place.js';
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
  const { signal } = new AbortController();
  // Of runs without limits it is never asked.
  const watchdog = {} as Watchdog;
  await doShard(id, { folder: bench.path, place, watchdog, live, signal });
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

describe.each([
  ['root', 2],
  ['tables', 2],
  ['full', 1],
] as const)('a shard that keeps %s, of which %i runs are at work at once', (keep, atOnce) => {
  test('goes on on the CPU where its device fails, and counts no row twice', async () => {
    const healthy = failingCompute({ at: Number.POSITIVE_INFINITY });
    const whole = await doneOn(`whole-${keep}`, healthy, keep);
    expect(whole.said).toEqual([]);
    // Late in the first of two runs; in the middle of two at once.
    const at = Math.floor(healthy.jobs() / 2) - 3;
    const { records, said, frames } = await doneOn(`lost-${keep}`, failingCompute({ at }), keep);
    expect(counted(records)).toEqual(counted(whole.records));
    expect(records.filter(({ kind }) => kind === 'began')).toHaveLength(2 + atOnce);
    expect(said).toHaveLength(atOnce);
    for (const line of said)
      expect(line).toMatch(
        /^[0-9a-f]{64}: warning: the device webgpu failed in step \d \(.*on the CPU: cpu, for tests\n$/,
      );
    const begun = frames.flatMap(({ messages }) => messages).filter(({ type }) => type === 'begin');
    expect(begun).toMatchObject([{ device: 'webgpu' }, { device: 'cpu', again: true }]);
  });
});
