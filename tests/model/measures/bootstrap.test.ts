import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../framework/random/index.js';
import {
  blockIntervals,
  blockLength,
  type ConfusionSeries,
  recall,
  seedInterval,
  statistics,
} from '../../../model/measures/index.js';

const random = new RandomStreams(7).stream('bootstrap');

/** A run of `steps` steps with ten attacks each, of which `caught(step)` are flagged, and no normal record. */
function run(steps: number, caught: (step: number) => number): ConfusionSeries {
  const tp = Array.from({ length: steps }, (_, step) => caught(step));
  return { tp, fp: tp.map(() => 0), tn: tp.map(() => 0), fn: tp.map((hits) => 10 - hits) };
}

describe('seedInterval', () => {
  it('brackets the mean and repeats to the bit', () => {
    const values = [0.2, 0.4, 0.6, 0.8, 1];
    const first = seedInterval(values, { random })!;
    expect(first.mean).toBeCloseTo(0.6, 12);
    expect(first.low).toBeLessThan(first.mean);
    expect(first.high).toBeGreaterThan(first.mean);
    expect(first.resamples).toBe(1000);
    expect(seedInterval(values, { random })).toEqual(first);
  });

  it('leaves out replications without the figure, and has none where nobody has it', () => {
    expect(seedInterval([null, 0.5, null, 0.5], { random })).toMatchObject({
      mean: 0.5,
      low: 0.5,
      high: 0.5,
    });
    expect(seedInterval([null], { random })).toBeNull();
    expect(seedInterval([], { random })).toBeNull();
  });

  it('comes near the normal interval of a mean', () => {
    // 100 values of variance 1/12: the interval of the mean is about ± 1.96 · sqrt(1/1200) = 0.0566 wide on a side.
    const values = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
    const { low, high } = seedInterval(values, { random, resamples: 4000 })!;
    expect(0.5 - low).toBeCloseTo(0.0566, 2);
    expect(high - 0.5).toBeCloseTo(0.0566, 2);
  });

  it('is narrower at a lower level and stays inside the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }), (values) => {
        const wide = seedInterval(values, { random, resamples: 99, level: 95 })!;
        const narrow = seedInterval(values, { random, resamples: 99, level: 50 })!;
        expect(narrow.low).toBeGreaterThanOrEqual(wide.low);
        expect(narrow.high).toBeLessThanOrEqual(wide.high);
        expect(wide.low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(wide.high).toBeLessThanOrEqual(Math.max(...values));
      }),
      { numRuns: 30 },
    );
  });
});

describe('blockIntervals', () => {
  it('is the figure itself where nothing varies', () => {
    const { recall: interval } = blockIntervals(
      [run(30, () => 6), run(30, () => 6)],
      { recall },
      { random, resamples: 50 },
    );
    expect(interval).toEqual({ mean: 0.6, low: 0.6, high: 0.6, resamples: 50 });
  });

  it('shows variation over time that replications share', () => {
    // Ten replications of one capture: equal runs whose recall changes at half time. Seeds alone see no variation.
    const runs = Array.from({ length: 10 }, () => run(64, (step) => (step < 32 ? 2 : 8)));
    const over = blockIntervals(runs, { recall }, { random }).recall!;
    const seeds = seedInterval(
      runs.map(() => 0.5),
      { random },
    )!;
    expect(over.mean).toBeCloseTo(0.5, 12);
    expect(over.high - over.low).toBeGreaterThan(0.2);
    expect(seeds.high - seeds.low).toBe(0);
  });

  it('is wider with blocks than step by step where neighbouring steps are alike', () => {
    const runs = [run(64, (step) => (step < 32 ? 2 : 8))];
    const width = (block: number) => {
      const { low, high } = blockIntervals(runs, { recall }, { random, block }).recall!;
      return high - low;
    };
    expect(width(8)).toBeGreaterThan(1.5 * width(1));
  });

  it('shows variation over seeds', () => {
    const runs = [1, 3, 5, 7, 9].map((caught) => run(20, () => caught));
    const { mean, low, high } = blockIntervals(runs, { recall }, { random }).recall!;
    expect(mean).toBe(0.5);
    expect(low).toBeLessThan(0.35);
    expect(high).toBeGreaterThan(0.65);
  });

  it('gives null for a figure that no run has, and counts the resamples that had one', () => {
    const quiet = run(27, () => 0);
    const rare: ConfusionSeries = {
      ...quiet,
      fn: quiet.fn.map(() => 0),
      tp: quiet.tp.map((_, step) => (step === 0 ? 1 : 0)),
    };
    const { recall: seen, fpr } = blockIntervals([rare], statistics, { random, resamples: 200 });
    expect(fpr).toBeNull();
    expect(seen!.mean).toBe(1);
    expect(seen!.resamples).toBeGreaterThan(0);
    expect(seen!.resamples).toBeLessThan(200);
    expect(blockIntervals([], { recall }, { random }).recall).toBeNull();
  });

  it('resamples exactly as many steps as a run has, whatever the block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), (steps, block) => {
        const attacks = ({ tp, fn }: { tp: number; fn: number }) => tp + fn;
        const result = blockIntervals([run(steps, () => 4)], { attacks }, { random, resamples: 20, block });
        expect(result.attacks).toEqual({
          mean: 10 * steps,
          low: 10 * steps,
          high: 10 * steps,
          resamples: 20,
        });
      }),
      { numRuns: 50 },
    );
  });

  it('takes blocks of about the cube root of the steps and refuses empty ones', () => {
    expect([0, 1, 27, 300, 1000].map(blockLength)).toEqual([1, 1, 3, 7, 10]);
    expect(() => blockIntervals([run(3, () => 1)], { recall }, { random, block: 0 })).toThrow(/at least 1/);
  });
});
