/** Jobs of the size of a run, and those whose values reach the ends of what programs hold, on a GPU. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../../kernels/device/index.js';
import { type KernelName, type Kernels, kernelsFor, keyOf, randomBits } from '../../../kernels/index.js';
import type { Numbers } from '../../../kernels/window.js';
import { devices } from '../../support/devices.js';
import { sizedJobs } from '../composed/sized.js';
import { doneByReference, expectEqualBitsOn } from '../equal-bits.js';
import { fitOf } from '../jobs/forest.js';

const recorded: readonly KernelName[] = [
  'randomBits',
  'normals',
  'traffic',
  'forestFit',
  'forestScore',
  'pathBounds',
  'mark',
  'judge',
  'directions',
  'tally',
];

/** The columns of a job that may be kept: 64-bit numbers may not. */
function columnsIn(value: unknown): Numbers[] {
  if (value instanceof Float64Array) return [];
  if (ArrayBuffer.isView(value)) return [value as Numbers];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(columnsIn) : [];
}

// `devices` says in one line where there is no GPU.
describe.skipIf(!devices.includes('webgpu'))('large jobs on webgpu', () => {
  let device: Device;
  let kernels: Kernels;
  beforeAll(async () => {
    ({ device } = await openDevice('webgpu'));
    kernels = kernelsFor({ device, choice: 'auto', memoryBudget: 1 << 26 });
  });
  afterAll(() => device.close());

  const sized = sizedJobs({ slots: 9, rows: 256, trees: 5, features: 8, bits: 16, signatures: 20 });
  it.each(recorded)('%s of a run', async (name) => {
    await expectEqualBitsOn(kernels, name, sized[name]);
  });

  it.each(recorded)('%s of a run whose columns are kept', async (name) => {
    const job = structuredClone(sized[name]);
    const kept = columnsIn(job);
    kernels.columns.keep(...kept);
    // Twice: what is on the device already serves.
    await kernels[name](job as never);
    await kernels[name](job as never);
    await kernels.columns.read(...kept);
    kernels.columns.release(...kept);
    expect(isDeepStrictEqual(job, doneByReference(name, sized[name]))).toBe(true);
  });

  it('scores by forests that are fitted in the same submission', async () => {
    const { pathLengths, ...fit } = structuredClone(sized.forestFit);
    fit.forests.split.fill(0);
    const out = new Uint32Array(pathLengths!.length);
    const bounds = { ...structuredClone(sized.pathBounds), pathSums: out };
    await Promise.all([
      kernels.forestFit(fit),
      kernels.forestScore({ ...fit, out }),
      kernels.pathBounds(bounds),
    ]);
    expect(out).toEqual(doneByReference('forestFit', sized.forestFit).pathLengths);
    expect(bounds).toEqual(doneByReference('pathBounds', bounds));
  });

  it.each([
    ['all rows that there are', { rows: 100, subsample: 256 }],
    ['some of hundreds of rows', { rows: 1000, subsample: 256 }],
    ['some of more rows than 16 bits tell apart', { rows: 70_000, subsample: 64, trees: 2 }],
    ['most rows', { rows: 300, subsample: 299 }],
    ['a subsample of 1024', { rows: 1500, subsample: 1024 }],
    ['a subsample of 2048', { rows: 2100, subsample: 2048 }],
    ['a subsample that no workgroup holds', { rows: 4200, subsample: 4096 }],
    ['constant features', { rows: 400, subsample: 256, features: 40, bits: 1 }],
    ['rows that are alike', { rows: 400, subsample: 256, features: 3, bits: 1 }],
  ])('trees of %s', async (_, of) => {
    await expectEqualBitsOn(kernels, 'forestFit', fitOf({ slots: 2, trees: 3, features: 5, ...of }));
  });

  it('trees whose features are nearly all constant', async () => {
    const job = fitOf({ slots: 2, trees: 3, rows: 400, subsample: 256, features: 200, bits: 16 });
    const records = job.records.map((x, i) => (i % 200 === 137 ? x : 9));
    await expectEqualBitsOn(kernels, 'forestFit', { ...job, records });
  });

  it('bounds of more rows than a million', async () => {
    const pathSums = randomBits({ key: keyOf(1), stream: 0, agent: 0, step: 0 }, new Uint32Array(2_345_678));
    const one = (value: number) => Uint32Array.of(value);
    await expectEqualBitsOn(kernels, 'pathBounds', {
      pathSums: pathSums.map((sum) => sum >>> 1),
      groups: { slots: one(0), starts: one(1), lengths: one(pathSums.length - 2) },
      shares: [0, 1, 123_457, 500_000, 999_999, 1_000_000],
      out: new Uint32Array(6),
    });
  });

  it('refuses votes whose weights sum to more than 32 bits, and counts those that do not', async () => {
    const tally = (votes: Uint8Array) => ({
      votes,
      proposals: 1,
      voters: 2,
      weights: new Uint32Array(2).fill(0x80000000),
      confirms: new Uint32Array(1),
      rejects: new Uint32Array(1),
    });
    await expectEqualBitsOn(kernels, 'tally', tally(Uint8Array.of(1, 2)));
    await expect(async () => kernels.tally(tally(Uint8Array.of(1, 1)))).rejects.toThrow(RangeError);
  });

  it('refuses shares out of range', () => {
    const { pathBounds } = sized;
    expect(() => kernels.pathBounds({ ...pathBounds, shares: [-1] })).toThrow(RangeError);
  });
});
