import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ComposedOptions, composedKernels } from '../../../kernels/composed/index.js';
import { normalsOf, readWords, tableOn } from '../../../kernels/composed/random.js';
import { wordSource } from '../../../kernels/composed/words.js';
import { type Device, openDevice } from '../../../kernels/device/index.js';
import {
  type HostKernels,
  kernelsFor,
  keyOf,
  normals,
  philox4x32,
  reference,
} from '../../../kernels/index.js';
import { hostDevices, nativeDevices } from '../../support/devices.js';
import { directionJobs, type Fit, fitOf, fits, fresh, tallies } from '../jobs/forest.js';

const devices = hostDevices.map((name) => ({ name }));

/** Both implementations fit, and score what they fitted. */
function compareFits(kernels: HostKernels, job: Fit): void {
  const [expected, found] = [fresh(job), fresh(job)];
  reference.forestFit(expected);
  kernels.forestFit(found);
  expect(found.forests).toEqual(expected.forests);
  expect(found.pathLengths).toEqual(expected.pathLengths);
  const strangers = job.records.map((x, i) => (x * 31 + i * 977) & 0xffff);
  const scores = [reference, kernels].map(({ forestScore }) => {
    const out = new Uint32Array(job.pathLengths.length).fill(7);
    forestScore({ ...expected, records: strangers, out });
    return out;
  });
  expect(scores[1]).toEqual(scores[0]);
}

function equalsTheReferences(kernels: () => HostKernels, runs: number): void {
  it('fits and scores the forests of the reference', () => {
    fc.assert(
      fc.property(fits({ rows: 40, subsample: 20 }), (job) => compareFits(kernels(), job)),
      { numRuns: runs },
    );
  });

  it('gives the directions of the reference', () => {
    fc.assert(
      fc.property(directionJobs, (job) => {
        const out = job.out.slice();
        reference.directions(job);
        kernels().directions({ ...job, out });
        expect(out).toEqual(job.out);
      }),
      { numRuns: runs },
    );
  });

  it('counts votes as the reference does', () => {
    fc.assert(
      fc.property(tallies, (job) => {
        const [confirms, rejects] = [new Uint32Array(job.proposals), new Uint32Array(job.proposals)];
        reference.tally(job);
        kernels().tally({ ...job, confirms, rejects });
        expect([confirms, rejects]).toEqual([job.confirms, job.rejects]);
      }),
      { numRuns: runs },
    );
  });
}

describe.each(devices)('composed for $name', ({ name }) => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice(name));
  });
  afterAll(() => device.close());
  const made = (memoryBudget: number, options?: ComposedOptions) =>
    composedKernels(device.tf, memoryBudget, options);

  describe.each([1, 20_000, 1 << 26])('in %d bytes', (memoryBudget) => {
    equalsTheReferences(
      () => kernelsFor({ device, choice: 'composed', memoryBudget }),
      memoryBudget < 100 ? 8 : 20,
    );
  });

  const sizes = {
    'a window of a subsample': { slots: 3, trees: 20, rows: 256, subsample: 256, features: 8 },
    'a window of a few values': { slots: 2, trees: 12, rows: 100, subsample: 64, features: 9, bits: 2 },
    'a window of bits, of which most are constant deep down': {
      slots: 2,
      trees: 10,
      rows: 64,
      subsample: 64,
      features: 40,
      bits: 1,
    },
    'trees of a thousand rows': { slots: 1, trees: 3, rows: 1000, subsample: 1024, features: 3 },
    'more features than a packed split can name': {
      slots: 1,
      trees: 5,
      rows: 30,
      subsample: 32,
      features: 300,
    },
    'subsamples whose last key is often tied': {
      slots: 1,
      trees: 40,
      rows: 12_000,
      subsample: 32,
      features: 1,
    },
  };
  it.each(Object.entries(sizes))('fits %s', (_, size) => compareFits(made(1 << 26), fitOf(size)));

  it('fits by sorting where there are no segment minima', () => {
    const kernels = made(1 << 26, { sorted: true });
    fc.assert(
      fc.property(fits({ rows: 40, subsample: 20 }), (job) => compareFits(kernels, job)),
      { numRuns: 20 },
    );
    compareFits(kernels, fitOf(sizes['a window of a subsample']));
    compareFits(kernels, fitOf({ slots: 1, trees: 3, rows: 900, subsample: 1024, features: 4, bits: 10 }));
  });

  it.each(['host', 'device'] as const)('draws the words of Philox, made on the %s', (place) => {
    const { tf } = device;
    if (place === 'device' && !nativeDevices.includes(name)) {
      expect(() => wordSource(tf, place)).toThrow(/64-bit/);
      return;
    }
    // Random123, kat_vectors: "philox4x32 10".
    const vectors = [
      [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
      [[-1, -1, -1, -1], [-1, -1], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
      [
        [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
        [0xa4093822, 0x299f31d0],
        'd16cfe09 94fdcceb 5001e420 24126ea1',
      ],
    ] as const;
    const source = wordSource(tf, place);
    const before = tf.memory().numTensors;
    for (const [[block, step, agent, stream], [k0, k1], words] of vectors) {
      const drawn = source({
        key: [k0 >>> 0, k1 >>> 0],
        stream: stream >>> 0,
        step: step >>> 0,
        agents: Uint32Array.of(agent),
        first: Uint32Array.of(block),
        count: 1,
      });
      expect([...readWords(drawn)].map((word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(words);
      tf.dispose(drawn);
    }
    const blocks = {
      key: keyOf(5),
      stream: 7,
      step: 9,
      agents: Uint32Array.of(3, 0, 0xfffffff0),
      first: Uint32Array.of(0, 0x80000000, 17),
      count: 5,
    };
    const expected = new Uint32Array(60);
    blocks.agents.forEach((agent, a) => {
      for (let b = 0; b < 5; b++) {
        philox4x32(blocks.first[a]! + b, 9, agent, 7, blocks.key[0], blocks.key[1], expected, 20 * a + 4 * b);
      }
    });
    const drawn = source(blocks);
    expect(readWords(drawn)).toEqual(expected);
    const table = tableOn(tf);
    const variates = normalsOf(tf, table, drawn);
    expect([...variates.dataSync()]).toEqual([...normals(expected, new Int32Array(120))]);
    tf.dispose([drawn.high, drawn.low, table, variates]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('fits the same forests on words made on the device', () => {
    if (!nativeDevices.includes(name)) return;
    // TFJS would warn of every tensor of 64 bits that it is given.
    const warn = vi.spyOn(console, 'warn');
    compareFits(
      made(1 << 26, { words: 'device' }),
      fitOf({ slots: 2, trees: 4, rows: 80, subsample: 32, features: 6, bits: 3 }),
    );
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it.each([40, 700, 1024])('gives the directions of %d features, whose squares pass 2^24', (features) => {
    const rows = 12;
    const { records, groups } = fitOf({ slots: 1, trees: 1, rows, subsample: 2, features });
    const spreads = Uint16Array.from({ length: features }, (_, f) => 1 + ((f * 7919) & 0x3fff));
    const job = { records, features, groups, centres: new Uint16Array(features).fill(0x8000), spreads };
    const [expected, found] = [new Int8Array(rows * features), new Int8Array(rows * features)];
    reference.directions({ ...job, out: expected });
    made(1 << 20).directions({ ...job, out: found });
    expect(found).toEqual(expected);
    expect(() =>
      made(1 << 20).directions({
        ...job,
        features: 1025,
        spreads: new Uint16Array(1025).fill(1),
        out: found,
      }),
    ).toThrow(/1024 features/);
  });

  it('refuses sums of weights that pass 2^32 − 1, as the reference does', () => {
    const job = {
      votes: Uint8Array.of(1, 1),
      proposals: 1,
      voters: 2,
      weights: Uint32Array.of(0xffffffff, 1),
    };
    expect(() =>
      made(1 << 20).tally({ ...job, confirms: new Uint32Array(1), rejects: new Uint32Array(1) }),
    ).toThrow(/proposal 0/);
  });

  it('leaves no tensor behind, however often it is asked', () => {
    const { tf } = device;
    const before = tf.memory().numTensors;
    const kernels = made(1 << 16);
    const job = fitOf({ slots: 2, trees: 3, rows: 40, subsample: 32, features: 4, bits: 3 });
    for (let i = 0; i < 3; i++) {
      kernels.forestFit(job);
      kernels.forestScore({ ...job, out: job.pathLengths });
      kernels.directions({
        ...job,
        features: 4,
        centres: new Uint16Array(8).fill(3),
        spreads: new Uint16Array(4).fill(2),
        out: new Int8Array(320),
      });
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});
