import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averagePath,
  boundOf,
  c256,
  createForests,
  heightOf,
  keyOf,
  quantileBound,
  reference,
  scoreOf,
} from '../../../kernels/index.js';
import { members } from '../arbitrary.js';
import { fits } from '../jobs/forest.js';
import { forestKernels } from './implementations.js';
import { c256Exact, NaiveForest, pathOf } from './naive.js';

describe.each(forestKernels)('forestFit and forestScore: %s', (_, kernels) => {
  it('are the definition, for groups smaller and larger than the subsample', () => {
    fc.assert(
      fc.property(fits({ rows: 40, subsample: 20 }), (job) => {
        kernels.forestFit(job);
        const out = new Uint32Array(job.pathLengths.length).fill(7);
        kernels.forestScore({ ...job, out });
        const naive = new NaiveForest(job);
        const expected = new Uint32Array(out.length).fill(7);
        for (let g = 0; g < job.groups.slots.length; g++) {
          const trees = naive.trees(g);
          for (const [i, row] of naive.rowsOf(job.groups, g).entries()) {
            expected[job.groups.starts[g]! + i] = trees.reduce((sum, tree) => sum + pathOf(tree, row), 0);
          }
        }
        expect(out).toEqual(expected);
        expect(job.pathLengths).toEqual(out);
      }),
      { numRuns: 150 },
    );
  });

  it('score rows that were not fitted as the definition does', () => {
    fc.assert(
      fc.property(fits({ rows: 30, subsample: 16 }), fc.nat(), (job, seed) => {
        kernels.forestFit(job);
        const strangers = job.records.map((x, i) => (x * 31 + i * 977 + seed) & 0xffff);
        const out = new Uint32Array(job.pathLengths.length);
        kernels.forestScore({ ...job, records: strangers, out });
        const naive = new NaiveForest(job);
        const features = job.forests.features;
        const forests = [...job.groups.slots].map((_, g) => naive.trees(g));
        for (const [g, row] of members(job.groups)) {
          const record = [...strangers.subarray(row * features, (row + 1) * features)];
          expect(out[row]).toBe(forests[g]!.reduce((sum, tree) => sum + pathOf(tree, record), 0));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order or the company of the groups', () => {
    fc.assert(
      fc.property(fits({ rows: 30, subsample: 16 }), (job) => {
        kernels.forestFit(job);
        const { slots, trees, features } = job.forests;
        const alone = createForests(slots, trees, job.subsample, features);
        for (let g = slots - 1; g >= 0; g--) {
          const groups = {
            slots: job.groups.slots.slice(g, g + 1),
            starts: job.groups.starts.slice(g, g + 1),
            lengths: job.groups.lengths.slice(g, g + 1),
          };
          const { pathLengths: _, ...rest } = job;
          kernels.forestFit({ ...rest, groups, forests: alone });
        }
        expect(alone).toEqual(job.forests);
      }),
      { numRuns: 40 },
    );
  });

  it('find the one feature of many that varies, after sixteen draws that miss it', () => {
    const [features, rows] = [40, 6];
    const forests = createForests(1, 20, 8, features);
    const groups = { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(rows) };
    const records = Uint16Array.from({ length: rows * features }, (_, i) =>
      i % features === 7 ? 100 * i : 9,
    );
    const job = { forests, records, groups, subsample: 8, key: keyOf(5), stream: 0, step: 0 };
    const out = new Uint32Array(rows);
    kernels.forestFit({ ...job, pathLengths: out });
    const naive = new NaiveForest(job);
    const expected = naive
      .rowsOf(groups, 0)
      .map((row) => naive.trees(0).reduce((sum, tree) => sum + pathOf(tree, row), 0));
    expect([...out]).toEqual(expected);
    const roots = Array.from({ length: forests.trees }, (_, tree) => forests.split[tree * 8 + 1]! >>> 16);
    expect(roots).toEqual(Array(forests.trees).fill(7));
  });

  it('give a forest in its documented shape: what is not reached passes left and counts nothing', () => {
    const forests = createForests(1, 1, 8, 1);
    const groups = { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(3) };
    const job = { forests, groups, subsample: 8, key: keyOf(1), stream: 0, step: 0 };
    kernels.forestFit({ ...job, records: Uint16Array.of(5, 5, 5) });
    expect([...forests.split]).toEqual(Array(8).fill(0xffff));
    expect([...forests.leaf]).toEqual([c256[3], 0, 0, 0, 0, 0, 0, 0]);
  });

  it('refuse what a forest cannot hold', () => {
    const groups = { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(2) };
    const job = { records: new Uint16Array(4), groups, key: keyOf(1), stream: 0, step: 0 };
    const forests = createForests(1, 1, 8, 1);
    expect(() => kernels.forestFit({ ...job, forests, subsample: 16 })).toThrow(/height 4/);
    expect(() => kernels.forestFit({ ...job, forests, subsample: 1 })).toThrow(/2 … 4096/);
    expect(() => kernels.forestFit({ ...job, forests: createForests(1, 1025, 8, 1), subsample: 8 })).toThrow(
      /1024/,
    );
  });
});

describe('a forest as a detector', () => {
  const count = 512;
  const features = 8;

  /** Normal records about the middle, each value the sum of four uniform ones; outliers anywhere. */
  function blob(outliers: number): Uint16Array {
    let state = 12_345;
    const next = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    };
    return Uint16Array.from({ length: count * features }, (_, i) => {
      if (i < outliers * features) return next();
      return 16_384 + ((next() + next() + next() + next()) >>> 3);
    });
  }

  const groups = { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(count) };
  const outliers = 20;
  const forests = createForests(1, 100, 256, features);
  const sums = new Uint32Array(count);
  const job = { forests, records: blob(outliers), groups, subsample: 256, stream: 0, step: 0 };
  reference.forestFit({ ...job, key: keyOf(1), pathLengths: sums });

  it('ranks outliers before normal records', () => {
    let wins = 0;
    for (let a = 0; a < outliers; a++) {
      for (let b = outliers; b < count; b++) {
        wins += sums[a]! < sums[b]! ? 1 : sums[a] === sums[b] ? 0.5 : 0;
      }
    }
    expect(wins / (outliers * (count - outliers))).toBeGreaterThan(0.98);
  });

  it('scores outliers above one half and normal records about it, as the paper says', () => {
    const scores = [...sums].map((sum) => scoreOf(sum, 100, 256));
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    expect(mean(scores.slice(0, outliers))).toBeGreaterThan(0.58);
    expect(mean(scores.slice(outliers))).toBeGreaterThan(0.38);
    expect(mean(scores.slice(outliers))).toBeLessThan(0.5);
  });

  it('flags by the integer bound whatever scores above the threshold', () => {
    for (const threshold of [0.45, 0.5, 0.55, 0.6]) {
      const bound = boundOf(threshold, 100, 256);
      for (const sum of sums) expect(sum < bound).toBe(scoreOf(sum, 100, 256) > threshold);
    }
  });

  it('flags no more than the contamination of its own window', () => {
    const bound = quantileBound(sums, 20_000);
    const flagged = sums.filter((sum) => sum < bound).length;
    expect(flagged).toBeLessThanOrEqual(10);
    expect(flagged).toBeGreaterThan(5);
  });
});

describe('average paths', () => {
  it('are equation 1 as an exact fraction, rounded', () => {
    for (let n = 0; n <= 300; n++) expect(c256[n]).toBe(c256Exact(n));
    expect(c256[4096]).toBe(c256Exact(4096));
  });

  it('are those of the paper and of scikit-learn to a hundredth at 256', () => {
    expect(averagePath(2)).toBe(1);
    expect(Math.abs(averagePath(256) - (2 * (Math.log(255) + 0.5772156649) - (2 * 255) / 256))).toBeLessThan(
      0.01,
    );
  });

  it('have height ⌈log2 ψ⌉', () => {
    expect([1, 2, 3, 4, 5, 255, 256, 257, 4096].map(heightOf)).toEqual([0, 1, 2, 2, 3, 8, 8, 9, 12]);
  });
});
