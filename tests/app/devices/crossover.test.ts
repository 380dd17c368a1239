import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { scenarioSchema } from '../../../app/config/index.js';
import { CostCache, type Costs, cacheFolder, type MeasuredOn } from '../../../app/devices/crossover/cache.js';
import { costOf, secondsOf } from '../../../app/devices/crossover/cost.js';
import { workOf } from '../../../app/devices/crossover/index.js';
import { measureCost } from '../../../app/devices/crossover/measure.js';
import { LEAST_RECORDS, type Means, preferGpu } from '../../../app/devices/crossover/prefer-gpu.js';
import { DeviceError, type Hardware, type OpenedDevice } from '../../../kernels/device/index.js';
import { DeviceFailure, kernelsFor } from '../../../kernels/index.js';
import { Folder } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());

const options = { threads: 2, memoryBudget: 1 << 26 };
const gpu: Hardware = { chip: 'maker chip (driver 1)', kind: 'gpu' };
/** The GPU starts in 4 s and then does ten times as much as the processor. */
const costs: Costs = {
  gpu: { start: 4, step: 0.001, record: 1e-8 },
  processor: { start: 0, step: 0, record: 1e-7 },
};
const large = { steps: 100, records: 1e9 };

/** Means that count what is done with them. */
function fake(name: string, hardware = gpu, measured: () => Costs = () => costs) {
  const done = { opened: 0, closed: 0, measured: 0 };
  const device = { name: 'webgpu', description: 'a GPU', hardware, close: () => void done.closed++ };
  const means: Means = {
    open: async () => {
      done.opened++;
      return { device, reason: 'asked for' } as unknown as OpenedDevice;
    },
    measure: async () => {
      done.measured++;
      return measured();
    },
    cache: new CostCache(join(folder.path, name)),
  };
  return { done, means };
}

describe('a GPU', () => {
  test('is not even opened for work that could not repay its start, or of unknown size', async () => {
    const { done, means } = fake('little');
    for (const work of [undefined, { steps: 1, records: LEAST_RECORDS - 1 }])
      expect(await preferGpu(work, options, means)).toEqual({ opened: undefined, why: undefined });
    expect(done).toEqual({ opened: 0, closed: 0, measured: 0 });
  });

  test('is taken where it is sooner done, and stays open; the second time nothing is measured', async () => {
    const { done, means } = fake('taken');
    for (const opened of [1, 2]) {
      const found = await preferGpu(large, options, means);
      expect(found.opened?.reason).toBe(
        'device webgpu: a GPU (about 14 s instead of the processor’s 100 s, by what a step’s kernels were measured to take)',
      );
      expect(done).toEqual({ opened, closed: 0, measured: 1 });
    }
  });

  test('is closed where the processor is sooner done, with both times', async () => {
    const { done, means } = fake('left');
    const work = { steps: 100, records: 2e7 };
    expect(await preferGpu(work, options, means)).toEqual({
      opened: undefined,
      why: 'maker chip (driver 1) would take about 4.3 s, the processor 2 s, by what a step’s kernels were measured to take',
    });
    expect(done).toEqual({ opened: 1, closed: 1, measured: 1 });
  });

  test('is not measured where the processor plays it', async () => {
    const { done, means } = fake('software', { ...gpu, kind: 'software' });
    const { opened, why } = (await preferGpu(large, options, means)) as { opened: undefined; why: string };
    expect({ opened, why }).toEqual({
      opened: undefined,
      why: 'no GPU: maker chip (driver 1) is played by the processor',
    });
    expect(done).toEqual({ opened: 1, closed: 1, measured: 0 });
  });

  test('that does not start, or fails as it is measured, is passed over with the reason', async () => {
    const { means } = fake('absent');
    const open = () =>
      Promise.reject(new DeviceError('unavailable', 'webgpu', 'no GPU was found', 'buy one'));
    expect(await preferGpu(large, options, { ...means, open })).toMatchObject({
      why: 'webgpu: no GPU was found',
    });
    const { done, means: failing } = fake('failing', gpu, () => {
      throw new DeviceFailure('lost', 'the GPU was lost');
    });
    expect(await preferGpu(large, options, failing)).toMatchObject({ why: 'webgpu: the GPU was lost' });
    expect(done.closed).toBe(1);
    const busy = () => Promise.reject(new DeviceError('busy', 'webgpu', 'cpu is open', 'close it'));
    expect(await preferGpu(large, options, { ...means, open: busy })).toMatchObject({ why: undefined });
  });

  test('an error that is none of a device’s is not swallowed, and the GPU is closed', async () => {
    const { done, means } = fake('broken', gpu, () => {
      throw new TypeError('a fault');
    });
    await expect(preferGpu(large, options, means)).rejects.toThrow('a fault');
    expect(done.closed).toBe(1);
  });
});

describe('the cache', () => {
  const on: MeasuredOn = {
    version: '1',
    node: '20',
    host: 'here',
    processor: 'p',
    threads: 2,
    kernels: 'compiled',
    gpu: 'g',
  };

  test('lies where Starling’s other things lie that can be made again', () => {
    expect(cacheFolder({ STARLING_CACHE: '/a' })).toBe('/a');
    expect(cacheFolder({ STARLING_CACHE: '', XDG_CACHE_HOME: '/b' })).toBe('/b/starling');
    expect(cacheFolder({})).toMatch(/\/\.cache\/starling$/);
  });

  test('answers for what was measured, and for nothing that differs in anything', () => {
    const cache = new CostCache(join(folder.path, 'kept'));
    expect(cache.read(on)).toBeUndefined();
    cache.write(on, costs);
    expect(cache.read({ ...on })).toEqual(costs);
    for (const key of Object.keys(on) as (keyof MeasuredOn)[])
      expect(cache.read({ ...on, [key]: key === 'threads' ? 3 : 'other' }), key).toBeUndefined();
  });

  test('a damaged or foreign file is measured anew and written over', async () => {
    const { done, means } = fake('damaged');
    await preferGpu(large, options, means);
    const kept = join(folder.path, 'damaged', 'crossover');
    const [name] = readdirSync(kept);
    const file = join(kept, name!);
    const good = readFileSync(file, 'utf8');
    const foreign = { ...JSON.parse(good), on: { ...JSON.parse(good).on, host: 'elsewhere' } };
    const negative = good.replace('"start": 4', '"start": -4');
    const bad = ['', '{', '[]', good.slice(0, -9), JSON.stringify(foreign), negative];
    for (const [i, text] of bad.entries()) {
      writeFileSync(file, text);
      expect((await preferGpu(large, options, means)).opened).toBeDefined();
      expect(done.measured).toBe(i + 2);
      expect(readFileSync(file, 'utf8')).toBe(good);
    }
    expect(readdirSync(kept)).toEqual([name]);
  });

  test('one that cannot be written to keeps nothing, and nothing fails', () => {
    const blocked = join(folder.path, 'blocked');
    mkdirSync(blocked);
    writeFileSync(join(blocked, 'crossover'), 'a file where the folder would be');
    const cache = new CostCache(blocked);
    cache.write(on, costs);
    expect(cache.read(on)).toBeUndefined();
  });
});

test('the cost of a step is the line through two measurements, and never below zero', () => {
  const seconds = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(seconds, seconds, seconds, (start, a, b) => {
      const [small, large] = [
        { records: 100, seconds: a },
        { records: 1000, seconds: b },
      ];
      const cost = costOf(start, small, large);
      expect(Math.min(cost.step, cost.record)).toBeGreaterThanOrEqual(0);
      // Where larger is slower, and not by more than in proportion, the line meets both.
      if (b < a || b > 10 * a) return;
      for (const { records, seconds } of [small, large])
        expect(secondsOf(cost, { steps: 1, records })).toBeCloseTo(start + seconds, 6);
    }),
  );
});

test('the work of scenarios is their steps and scored records, by the trees; a capture’s is not known', () => {
  const scenario = scenarioSchema.parse({
    name: 'x',
    agents: 10,
    steps: 5,
    replications: 3,
    traffic: { source: 'synthetic', records: 8 },
    detector: { trees: 25 },
  });
  expect(workOf([scenario, scenario])).toEqual({
    steps: 30,
    records: 2 * 15 * 10 * 8 * 0.25,
  });
  expect(workOf([{ ...scenario, steps: undefined }])).toBeUndefined();
});

test('a step’s kernels are measured: they take time, and the columns are released again', async () => {
  const kernels = kernelsFor({ choice: 'auto', memoryBudget: 1 << 26, threads: 1 });
  const held: unknown[] = [];
  const columns = {
    ...kernels.columns,
    keep: (...kept: readonly unknown[]) => void held.push(...kept),
    release: (...kept: readonly unknown[]) => {
      for (const column of kept) held.splice(held.indexOf(column), 1);
    },
  };
  const { start, record } = await measureCost({ ...kernels, columns });
  expect(start).toBeGreaterThan(0);
  expect(record).toBeGreaterThanOrEqual(0);
  expect(held).toEqual([]);
});
