import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FixedPoint, signedLog } from '../../../../model/traffic/capture/index.js';

const all = (values: Float64Array) => Uint32Array.from(values.keys());
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('the 16-bit map', () => {
  test('takes the range of the fitting rows to 0 … 65535, rounds, clips', () => {
    const map = new FixedPoint(Float64Array.of(10, 20, 999), Uint32Array.of(0, 1));
    expect([5, 10, 12.5, 15, 20, 999].map((x) => map.code(x))).toEqual([
      0, 0, 16_384, 32_768, 65_535, 65_535,
    ]);
  });

  test('a column that does not vary takes one unit on either side', () => {
    const map = new FixedPoint(Float64Array.of(3, 3), Uint32Array.of(0, 1));
    expect([1, 2, 3, 4, 5].map((x) => map.code(x))).toEqual([0, 0, 32_768, 65_535, 65_535]);
  });

  test('head-room keeps values beyond the range apart', () => {
    const map = new FixedPoint(Float64Array.of(0, 1), Uint32Array.of(0, 1), 16_384);
    expect([-0.25, 0, 1, 1.25].map((x) => map.code(x))).toEqual([8_192, 16_384, 49_151, 57_343]);
  });

  test('never leaves 16 bits and never turns an order round', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), finite, finite, (fitted, a, b) => {
        const values = Float64Array.from(fitted);
        const map = new FixedPoint(values, all(values));
        const [low, high] = [map.code(Math.min(a, b)), map.code(Math.max(a, b))];
        expect(Number.isInteger(low) && low >= 0 && low <= high && high <= 65_535).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('the signed log is odd, keeps order, and is nearly the identity near zero', () => {
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      expect(signedLog(-a) + signedLog(a)).toBe(0);
      if (a < b) expect(signedLog(a)).toBeLessThanOrEqual(signedLog(b));
    }),
  );
  expect(signedLog(0.001)).toBeCloseTo(0.001, 5);
  expect(signedLog(Math.E - 1)).toBeCloseTo(1, 12);
});
