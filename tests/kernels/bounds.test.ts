import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundOf,
  pathSumsFit,
  quantileBound,
  quantileBounds,
  scoreOf,
  similarityBound,
} from '../../kernels/index.js';

describe('quantileBound', () => {
  const sums = fc
    .array(fc.oneof(fc.nat(20), fc.nat(0xffffffff)), { maxLength: 60 })
    .map((v) => Uint32Array.from(v));

  it('flags at most the share asked for, and all sums below a tie', () => {
    fc.assert(
      fc.property(sums, fc.nat(1_000_000), (pathSums, ppm) => {
        const before = pathSums.slice();
        const bound = quantileBound(pathSums, ppm);
        const allowed = Number((BigInt(pathSums.length) * BigInt(ppm)) / 1_000_000n);
        const flagged = [...pathSums].filter((sum) => sum < bound);
        expect(flagged.length).toBeLessThanOrEqual(allowed);
        // Whatever is missing ties with the bound.
        const ties = [...pathSums].filter((sum) => sum === bound).length;
        expect(flagged.length + ties).toBeGreaterThanOrEqual(allowed);
        expect(pathSums).toEqual(before);
      }),
    );
  });

  it('is the sum of rank ⌊n · share⌋', () => {
    expect(quantileBound(Uint32Array.of(50, 10, 40, 20, 30), 400_000)).toBe(30);
    expect(quantileBound(Uint32Array.of(50, 10, 40, 20, 30), 399_999)).toBe(20);
    expect(quantileBound(Uint32Array.of(7, 7, 7), 666_667)).toBe(7);
    expect(quantileBound(Uint32Array.of(7, 9), 1_000_000)).toBe(10);
    expect(quantileBound(new Uint32Array(0), 500_000)).toBe(0);
    expect(() => quantileBound(Uint32Array.of(1), 0.02)).toThrow(RangeError);
  });

  it('is the same for several shares at once', () => {
    fc.assert(
      fc.property(sums, fc.array(fc.nat(1_000_000), { maxLength: 4 }), (pathSums, shares) => {
        expect(quantileBounds(pathSums, shares)).toEqual(shares.map((ppm) => quantileBound(pathSums, ppm)));
      }),
    );
  });
});

describe('bounds', () => {
  it('boundOf separates scores above the threshold from the rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 2, max: 512 }),
        (percent, trees, subsample) => {
          const bound = boundOf(percent / 100, trees, subsample);
          expect(scoreOf(bound - 1, trees, subsample)).toBeGreaterThan(percent / 100);
          expect(scoreOf(bound + 1, trees, subsample)).toBeLessThan(percent / 100);
        },
      ),
    );
    expect(() => boundOf(1, 100, 256)).toThrow(RangeError);
  });

  it('similarityBound is round(θ · 127²)', () => {
    expect([0.5, 0.9, 0.95, 1].map(similarityBound)).toEqual([8065, 14_516, 15_323, 16_129]);
    expect(() => similarityBound(0)).toThrow(RangeError);
    expect(() => similarityBound(1.01)).toThrow(RangeError);
  });

  it('pathSumsFit tells forests whose sums float32 holds', () => {
    expect(pathSumsFit(100, 8, 256)).toBe(true);
    expect(pathSumsFit(1024, 12, 4096)).toBe(true);
    expect(pathSumsFit(4096, 8, 256)).toBe(false);
  });
});
