import { afterAll, describe, expect, test } from 'vitest';
import { scenarioSchema } from '../../../../app/config/index.js';
import type { Succeeded } from '../../../../app/sweep/outbox/record.js';
import { batchOf } from '../../../../app/sweep/worker/batch.js';
import { devices } from '../../../support/devices.js';
import { TINY } from '../../starling.js';
import { Bench, resolved } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());

const compute = (device: string, memory_budget = 1 << 30) => ({
  device,
  threads: 1,
  kernels: 'auto',
  memory_budget,
});
const of = {
  subject: { kind: 'scenario', folder: bench.path } as const,
  designs: { 0: resolved(TINY, { sharing: 'none' }), 1: resolved(TINY) },
  runs: Array.from({ length: 8 }, (_, i) => ({ design: i % 2, seed: i })),
};

/** What became of each run, by key, in the order of keys. */
const ends = (id: string) =>
  bench
    .records(id)
    .filter((record): record is Succeeded => record.kind === 'succeeded')
    .map(({ key, outcome: { digest, root, outcomes }, rows }) => ({ key, digest, root, outcomes, rows }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

describe.runIf(devices.includes('webgpu'))('the runs of a shard on a GPU', () => {
  test('are under way side by side, and come to what they come to alone', async () => {
    bench.shard('alone', { ...of, compute: compute('cpu') });
    bench.shard('together', { ...of, compute: compute('webgpu') });
    for (const id of ['alone', 'together'])
      expect(await bench.work(id)).toEqual({ code: 0, signal: null, err: '' });
    const kinds = (id: string) => bench.kinds(id).filter((kind) => kind !== 'rows');
    expect(kinds('alone').slice(0, 3)).toEqual(['began', 'succeeded', 'began']);
    expect(kinds('together').slice(0, 8)).toEqual(Array(8).fill('began'));
    const digests = (id: string) => ends(id).map(({ key: _, ...end }) => end);
    expect(ends('together')).toHaveLength(8);
    expect(sorted(digests('together'))).toEqual(sorted(digests('alone')));
  });

  test('go one by one where one may take no more than its limits', async () => {
    bench.shard('limited', {
      ...of,
      compute: compute('webgpu'),
      limits: { seconds: 600, memory: undefined },
    });
    expect((await bench.work('limited')).code).toBe(0);
    expect(
      bench
        .kinds('limited')
        .filter((kind) => kind !== 'rows')
        .slice(0, 3),
    ).toEqual(['began', 'succeeded', 'began']);
    expect(ends('limited')).toHaveLength(8);
  });
});

describe('a batch', () => {
  const scenario = scenarioSchema.parse({ name: 'large', agents: 200, steps: 1 });
  const size = (device: 'webgpu' | 'wasm', memory: number, runs = 100) =>
    batchOf(
      { device: { name: device, description: '', kernels: 'auto' } },
      {
        runs: Array.from({ length: runs }, (_, seed) => ({ key: String(seed), design: 0, seed, attempt: 1 })),
        compute: compute(device, memory),
      },
      () => scenario,
    );

  test('is of as many runs as the memory budget holds, and no more than there are', () => {
    // 200 forests of 100 trees of 256 heap nodes are 30.7 MB.
    expect(size('webgpu', 256e6)).toBe(7);
    expect(size('webgpu', 1)).toBe(1);
    expect(size('webgpu', 1e12)).toBe(64);
    expect(size('webgpu', 1e12, 3)).toBe(3);
  });

  test('is of one on the processor', () => {
    expect(size('wasm', 1e12)).toBe(1);
  });
});

const sorted = <T>(of: readonly T[]): T[] =>
  [...of].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
