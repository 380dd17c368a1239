import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { type ComputeContext, openContext } from '../../../../app/run/index.js';
import type { OutboxRecord } from '../../../../app/sweep/outbox/index.js';
import type { Rows, Succeeded } from '../../../../app/sweep/outbox/record.js';
import type { Keep } from '../../../../app/sweep/shard.js';
import { doShard } from '../../../../app/sweep/worker/do-shard.js';
import { Live, type LiveFrame } from '../../../../app/sweep/worker/live/live.js';
import { Place } from '../../../../app/sweep/worker/place.js';
import type { Watchdog } from '../../../../app/sweep/worker/watchdog/watchdog.js';
import { tf } from '../../../../kernels/device/backend.js';
import { deviceOf } from '../../../../kernels/device/webgpu.js';
import { devices } from '../../../support/devices.js';
import { failingCompute } from '../../run/support/failing.js';
import { TINY } from '../../starling.js';
import { Bench, resolved } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());
afterEach(() => {
  vi.restoreAllMocks();
});

const shardOf = (id: string, parts: Partial<Parameters<Bench['shard']>[1]>) =>
  bench.shard(id, {
    subject: { kind: 'scenario', folder: bench.path },
    designs: { 0: resolved(TINY, { collect: { agents: true } }) },
    runs: [{ seed: 5 }, { seed: 6 }],
    ...parts,
  });

function placeWith(compute: ComputeContext): Place {
  const place = new Place();
  vi.spyOn(place, 'compute').mockResolvedValue(compute);
  return place;
}

// Of runs without limits it is never asked.
const watchdog = {} as Watchdog;

/** Does a shard of two runs on a device, as a worker does it; what it wrote, and what was seen of its first run. */
async function doneOn(id: string, compute: ComputeContext, keep: Keep) {
  const shard = shardOf(id, { keep });
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const place = placeWith(compute);
  const frames: LiveFrame[] = [];
  const live = new Live((frame, sent) => {
    frames.push(frame);
    sent();
  });
  live.want(shard.runs[0]!.key);
  const { signal } = new AbortController();
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

describe.runIf(devices.includes('webgpu'))('runs side by side on a GPU', () => {
  test.each([1, 6])('all go on on the CPU where it is lost at submission %i', async (at) => {
    const runs = [5, 6, 7, 8].map((seed) => ({ seed }));
    const { signal } = new AbortController();
    const live = new Live(() => undefined);
    const does = async (id: string, place: Place): Promise<ReturnType<typeof counted>> => {
      shardOf(id, { runs });
      await doShard(id, { folder: bench.path, place, watchdog, live, signal });
      return counted(bench.records(id));
    };
    const whole = await does(`alone-${at}`, placeWith(failingCompute({ at: Number.POSITIVE_INFINITY })));
    const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const options = { choice: 'auto', memoryBudget: 1 << 26, threads: 1, comparisons: 0 } as const;
    const compute = await openContext('webgpu', options);
    const { submit } = GPUQueue.prototype;
    let submitted = 0;
    vi.spyOn(GPUQueue.prototype, 'submit').mockImplementation(function (this: GPUQueue, buffers) {
      if (++submitted === at) deviceOf(tf).destroy();
      submit.call(this, buffers);
    });
    try {
      expect(await does(`lost-${at}`, placeWith(compute))).toEqual(whole);
      expect(compute.device.name).toBe('wasm');
    } finally {
      compute.close();
    }
    const said = errors.mock.calls.map(([text]) => String(text));
    expect(said.filter((line) => line.includes('warning: the device webgpu failed'))).toHaveLength(4);
  });
});
