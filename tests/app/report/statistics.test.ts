import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  meanInterval,
  meanOf,
  pairedDifference,
  resampling,
  spearman,
} from '../../../app/report/statistics/index.js';
import { normalCdf, normalQuantile } from '../../../app/report/statistics/normal.js';
import { ranksOf } from '../../../app/report/statistics/ranks.js';

/** Made with SciPy: its own resamples, 200,000 of them. */
const known = JSON.parse(readFileSync(new URL('./fixtures/statistics.json', import.meta.url), 'utf8')) as {
  bootstrap: {
    name: string;
    values: number[];
    mean: number;
    bca: [number, number];
    percentile: [number, number];
  }[];
  spearman: { x: number[]; y: number[]; ranks: number[]; rho: number; low: number; high: number }[];
  normal: { x: number; p: number }[];
};

const figures = fc.array(fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { nil: null }), {
  minLength: 1,
  maxLength: 12,
});

describe('the normal distribution', () => {
  test.each(known.normal)('at $x is that of SciPy', ({ x, p }) => {
    expect(Math.abs(normalCdf(x) - p)).toBeLessThan(1e-14);
    if (Math.abs(x) < 6) expect(normalQuantile(p)).toBeCloseTo(x, 8);
  });
});

describe('intervals of means', () => {
  test.each(known.bootstrap)('of $name values are those of SciPy (BCa)', ({ values, mean, bca }) => {
    const found = meanInterval(values, resampling(values.length, 'bootstrap', 20_000))!;
    const width = bca[1] - bca[0];
    expect(found.mean).toBeCloseTo(mean, 12);
    // Two sets of resamples differ by chance: by a few hundredths of the width.
    expect(Math.abs(found.low! - bca[0])).toBeLessThan(0.04 * width);
    expect(Math.abs(found.high! - bca[1])).toBeLessThan(0.04 * width);
  });

  test('of skewed values are not those of percentiles', () => {
    const { values, bca, percentile } = known.bootstrap.find(({ name }) => name === 'skewed')!;
    const found = meanInterval(values, resampling(values.length, 'bootstrap', 20_000))!;
    expect(Math.abs(found.high! - bca[1])).toBeLessThan(Math.abs(found.high! - percentile[1]) / 2);
  });

  test('take the same resamples for all figures of as many seeds', () => {
    const values = [1, 4, 2, 8, 5, 7];
    const shifted = meanInterval(
      values.map((value) => value + 16),
      resampling(6),
    )!;
    const plain = meanInterval(values, resampling(6))!;
    expect(shifted.low! - 16).toBeCloseTo(plain.low!, 10);
    expect(shifted.high! - 16).toBeCloseTo(plain.high!, 10);
  });

  test('leave out what is missing, and say how many there were', () => {
    fc.assert(
      fc.property(figures, (values) => {
        const there = values.filter((value) => value !== null);
        const found = meanInterval(values, resampling(values.length, 'bootstrap', 200));
        expect(found === undefined).toBe(there.length === 0);
        if (found === undefined) return;
        expect(found.count).toBe(there.length);
        expect(found.mean).toBeCloseTo(meanOf(there), 9);
        if (there.length === 1) {
          expect([found.low, found.high]).toEqual([null, null]);
          return;
        }
        expect(found.low!).toBeLessThanOrEqual(found.high!);
        expect(found.low!).toBeGreaterThanOrEqual(Math.min(...there) - 1e-9);
        expect(found.high!).toBeLessThanOrEqual(Math.max(...there) + 1e-9);
      }),
    );
  });

  test('of values that are all the same have no width', () => {
    expect(meanInterval([0.3, 0.3, 0.3], resampling(3))).toEqual({
      mean: 0.3,
      low: 0.3,
      high: 0.3,
      count: 3,
    });
  });
});

describe('paired differences', () => {
  test('are means over pairs of equal seeds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(figures, figures), { minLength: 1, maxLength: 3 }), (columns) => {
        const size = Math.max(...columns.flat().map(({ length }) => length));
        const pairs = columns.map(([baseline, other]) => ({ baseline, other }));
        const bySeed = Array.from({ length: size }, (_, seed) =>
          pairs.flatMap(({ baseline, other }) => {
            const [before, after] = [baseline[seed] ?? null, other[seed] ?? null];
            return before === null || after === null ? [] : [after - before];
          }),
        );
        const found = pairedDifference(pairs, resampling(size, 'bootstrap', 50));
        const means = bySeed.filter(({ length }) => length > 0).map(meanOf);
        expect(found === undefined).toBe(means.length === 0);
        if (found === undefined) return;
        expect(found.mean).toBeCloseTo(meanOf(means), 9);
        expect(found.pairs).toBe(bySeed.flat().length);
        expect(found.count).toBe(means.length);
      }),
    );
  });

  test('are surer than the runs themselves where seeds matter most', () => {
    const baseline = [0.1, 0.9, 0.4, 0.7, 0.2, 0.6];
    const other = baseline.map((value, i) => value + 0.05 + (i % 2) * 0.01);
    const draws = resampling(6);
    const difference = pairedDifference([{ baseline, other }], draws)!;
    const alone = meanInterval(other, draws)!;
    expect(difference.low!).toBeGreaterThan(0);
    expect(difference.high! - difference.low!).toBeLessThan((alone.high! - alone.low!) / 10);
  });
});

describe('rank correlations', () => {
  test.each(known.spearman)('are those of SciPy', ({ x, y, ranks, rho, low, high }) => {
    const found = spearman(x, y)!;
    expect(ranksOf(x)).toEqual(ranks);
    expect(found.rho).toBeCloseTo(rho, 12);
    expect(found.low).toBeCloseTo(low, 10);
    expect(found.high).toBeCloseTo(high, 10);
  });

  test('are not there for too few pairs, or where nothing varies', () => {
    expect(spearman([1, 2, 3], [1, 2, 3])).toBeUndefined();
    expect(spearman([1, 1, 1, 1], [1, 2, 3, 4])).toBeUndefined();
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toMatchObject({ rho: -1, count: 4 });
  });
});
