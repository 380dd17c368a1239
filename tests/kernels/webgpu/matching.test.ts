import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../../kernels/device/index.js';
import { type KernelName, type Kernels, kernelsFor, onHost, reference } from '../../../kernels/index.js';
import { devices } from '../../support/devices.js';
import { sizedJobs } from '../composed/sized.js';
import { expectEqualBitsOn } from '../equal-bits.js';

const names: readonly KernelName[] = [
  'strongest',
  'groupSignatures',
  'leaderClusters',
  'matchCounts',
  'castVotes',
  'firstMatch',
  'windowAppend',
  'windowPurge',
];

describe.skipIf(!devices.includes('webgpu'))('columns of more than a workgroup on a GPU', () => {
  let device: Device;
  let kernels: Kernels;
  const jobs = sizedJobs({ slots: 9, rows: 256, trees: 5, features: 8, bits: 16, signatures: 30 });
  beforeAll(async () => {
    ({ device } = await openDevice('webgpu'));
    kernels = kernelsFor({ device, choice: 'auto', memoryBudget: 1 << 26 });
  });
  afterAll(() => device.close());

  it.each(names)('%s gives the bits of the reference', (name) =>
    expectEqualBitsOn(kernels, name, jobs[name]),
  );

  it('refuses bounds that the reference refuses', () => {
    for (const name of [
      'groupSignatures',
      'leaderClusters',
      'matchCounts',
      'castVotes',
      'firstMatch',
    ] as const)
      for (const bound of [0, -1, 1.5, Number.NaN])
        expect(() => kernels[name]({ ...jobs[name], bound } as never)).toThrow(RangeError);
  });

  it('finds nothing where no product reaches the bound', async () => {
    await expectEqualBitsOn(kernels, 'matchCounts', { ...jobs.matchCounts, bound: 2 ** 40 });
    await expectEqualBitsOn(kernels, 'groupSignatures', { ...jobs.groupSignatures, bound: 2 ** 40 });
  });

  /** Shares that whole numbers of rows and of periods just pass, or just don't. */
  it.each([0, 3_906, 3_907, 62_499, 62_500, 499_999, 500_000, 999_999, 1_000_000, 2_000_000])(
    'casts votes where %d parts per million are tolerated',
    async (share) => {
      const job = jobs.castVotes;
      const cut = job.windows.periods.map((_, i) => (((i + 40) % 256) >>> 6) + 1);
      for (const bound of [1, 10_000, job.bound]) {
        await expectEqualBitsOn(kernels, 'castVotes', { ...job, bound, tolerated: share, persistence: 0 });
        const windows = { ...job.windows, periods: cut };
        await expectEqualBitsOn(kernels, 'castVotes', {
          ...job,
          bound,
          windows,
          tolerated: 0,
          persistence: share,
        });
      }
    },
  );

  it('sums paths whose sum passes 32 bits', async () => {
    const { groupSignatures: job } = jobs;
    const pathSums = job.pathSums.map((_, i) => 0xffff_ffff - (i % 7));
    await expectEqualBitsOn(kernels, 'groupSignatures', { ...job, pathSums });
    // Rows that differ, in a few groups of many: directions of long sums.
    await expectEqualBitsOn(kernels, 'groupSignatures', {
      ...job,
      pathSums,
      rows: jobs.matchCounts.rows,
      bound: 1,
    });
  });

  it('puts in only the last of more rows than a window holds', async () => {
    const { windowAppend: job } = jobs;
    for (const capacity of [1, 3, 100]) {
      const window = { ...job.window, capacity, counts: new Uint32Array(9).fill(capacity) };
      const heads = new Uint32Array(9).fill(capacity >>> 1);
      await expectEqualBitsOn(kernels, 'windowAppend', { ...job, window: { ...window, heads } });
    }
  });

  it('remembers a few of many rows, of which many are alike', async () => {
    const { strongest: job } = jobs;
    for (const capacity of [1, 5, 20]) {
      const counts = new Uint32Array(9).fill(capacity - 1);
      const memory = { ...job.memory, capacity, counts };
      const pathSums = job.pathSums.map((sum) => sum & 3);
      await expectEqualBitsOn(kernels, 'strongest', { ...job, memory, pathSums });
    }
  });

  it('appends, purges and remembers in columns that are kept', async () => {
    const sides = [kernels, onHost(reference)].map((on) => {
      const [append, purge, remember] = structuredClone([
        jobs.windowAppend,
        jobs.windowPurge,
        jobs.strongest,
      ] as const);
      const { window, attributes = [] } = append;
      const { memory, attributes: remembered = [] } = remember;
      const stored = [...attributes, ...remembered].map((attribute) => attribute.stored);
      const columns = [window.rows, window.counts, window.heads, memory.sums, memory.counts, ...stored];
      on.columns.keep(...columns);
      return { on, append, purge: { ...purge, window, attributes }, remember, columns };
    });
    for (let round = 0; round < 3; round++) {
      for (const { on, append, purge, remember } of sides) {
        // Nobody waits in between.
        void on.windowAppend(append);
        const purged = on.windowPurge(purge);
        void on.strongest(remember);
        await purged;
      }
      expect(sides[0]!.purge.dropped).toEqual(sides[1]!.purge.dropped);
    }
    for (const { on, columns } of sides) await on.columns.read(...columns);
    expect(sides[0]!.columns).toEqual(sides[1]!.columns);
    for (const { on, columns } of sides) on.columns.release(...columns);
  });
});
