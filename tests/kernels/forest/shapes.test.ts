import { describe, expect, it } from 'vitest';
import * as tuned from '../../../kernels/forest/tuned/index.js';
import { createForests, type ForestFit, keyOf, randomBits } from '../../../kernels/index.js';
import { compiledKernels } from '../compiled/implementations.js';
import { forestKernels } from './implementations.js';

const expected = tuned;
const others = forestKernels.filter(([, kernels]) => kernels !== tuned);

interface Shape {
  readonly lengths: readonly number[];
  readonly subsample: number;
  readonly features: number;
  readonly trees: number;
  /** Values are drawn from so many. */
  readonly values: number;
}

/** Every height that a forest may have, row counts about the widths of vectors, many features, few values. */
const shapes: Shape[] = [
  { lengths: [0, 1, 2, 3, 31, 32, 33], subsample: 64, features: 8, trees: 7, values: 65_536 },
  { lengths: [64, 63, 65, 0], subsample: 64, features: 4, trees: 5, values: 9 },
  { lengths: [127, 128, 129], subsample: 128, features: 3, trees: 6, values: 65_536 },
  { lengths: [255, 256, 257, 600], subsample: 256, features: 8, trees: 10, values: 65_536 },
  { lengths: [300, 40], subsample: 256, features: 16, trees: 9, values: 300 },
  { lengths: [90, 33], subsample: 256, features: 17, trees: 4, values: 65_536 },
  { lengths: [100], subsample: 32, features: 32, trees: 13, values: 65_536 },
  { lengths: [100], subsample: 32, features: 33, trees: 13, values: 65_536 },
  { lengths: [70, 5], subsample: 16, features: 64, trees: 3, values: 2 },
  { lengths: [70, 5], subsample: 256, features: 65, trees: 3, values: 65_536 },
  { lengths: [500, 20], subsample: 300, features: 5, trees: 3, values: 65_536 },
  { lengths: [1030, 1024], subsample: 1024, features: 5, trees: 3, values: 65_536 },
  { lengths: [2500, 40], subsample: 2048, features: 2, trees: 2, values: 65_536 },
  { lengths: [4096, 5000, 1], subsample: 4096, features: 3, trees: 2, values: 65_536 },
];

function jobOf({ lengths, subsample, features, trees, values }: Shape): ForestFit {
  const starts: number[] = [];
  let rows = 0;
  for (const length of lengths) {
    starts.push(rows);
    rows += length + 1;
  }
  const address = { key: keyOf('shapes'), stream: 1, agent: features, step: subsample };
  const words = randomBits(address, new Uint32Array(rows * features));
  return {
    forests: createForests(lengths.length, trees, subsample, features),
    records: Uint16Array.from(words, (word) => word % values),
    groups: {
      slots: Uint32Array.from(lengths, (_, g) => lengths.length - 1 - g),
      starts: Uint32Array.from(starts),
      lengths: Uint32Array.from(lengths),
    },
    subsample,
    key: keyOf('grow'),
    stream: 3,
    step: 5,
  };
}

const sumsOf = ({ records, forests }: ForestFit) =>
  new Uint32Array(records.length / forests.features).fill(77);

describe.each(others)('%s', (_, kernels) => {
  it.each(shapes)('equals tuned JavaScript: $lengths rows, ψ $subsample, $features features', (shape) => {
    const ours = jobOf(shape);
    const theirs = jobOf(shape);
    const [fitted, wanted] = [sumsOf(ours), sumsOf(ours)];
    kernels.forestFit({ ...ours, pathLengths: fitted });
    expected.forestFit({ ...theirs, pathLengths: wanted });
    expect(ours.forests).toEqual(theirs.forests);
    expect(fitted).toEqual(wanted);
    const strangers = ours.records.map((x, i) => (x + i * 977) & 0xffff);
    const [out, wantedOut] = [sumsOf(ours), sumsOf(ours)];
    kernels.forestScore({ ...ours, records: strangers, out });
    expected.forestScore({ ...ours, records: strangers, out: wantedOut });
    expect(out).toEqual(wantedOut);
  });

  it('fits groups that share a slot or rows in their order, as the references do', () => {
    const shape = { lengths: [40, 50, 60], subsample: 32, features: 3, trees: 8, values: 500 };
    const twice = (job: ForestFit): ForestFit => ({
      ...job,
      groups: {
        slots: Uint32Array.of(1, 1, 0, 0),
        starts: Uint32Array.of(0, 10, 10, 80),
        lengths: Uint32Array.of(50, 32, 50, 20),
      },
    });
    const [ours, theirs] = [twice(jobOf(shape)), twice(jobOf(shape))];
    const [fitted, wanted] = [sumsOf(ours), sumsOf(ours)];
    kernels.forestFit({ ...ours, pathLengths: fitted });
    expected.forestFit({ ...theirs, pathLengths: wanted });
    expect(ours.forests).toEqual(theirs.forests);
    expect(fitted).toEqual(wanted);
  });
});

describe.each(compiledKernels)('%s, handed columns that are too short', (_, kernels) => {
  it('refuses, and writes nothing outside them', () => {
    const job = jobOf({ lengths: [20], subsample: 16, features: 2, trees: 3, values: 99 });
    const out = new Uint32Array(20);
    const group = (slot: number, start: number) => ({
      ...job.groups,
      slots: Uint32Array.of(slot),
      starts: Uint32Array.of(start),
    });
    const fitting = (change: Partial<ForestFit>) => () => kernels.forestFit({ ...job, ...change });
    expect(fitting({ groups: group(1, 0) })).toThrow(/slot lies outside/);
    expect(fitting({ groups: group(0, 2) })).toThrow(/rows lie outside the records/);
    expect(fitting({ pathLengths: new Uint32Array(19) })).toThrow(/outside the path lengths/);
    expect(() => kernels.forestScore({ ...job, out: out.subarray(1) })).toThrow(/outside the path lengths/);
  });
});
