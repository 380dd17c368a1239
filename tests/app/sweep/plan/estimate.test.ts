import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate, type Probed } from '../../../../app/sweep/plan/estimate.js';
import { extremes, sizeOf } from '../../../../app/sweep/plan/size.js';

const probed = (agents: number, seconds: number): Probed => ({
  size: sizeOf({ agents }),
  seconds,
  bytes: 1000 * seconds,
});

const runs = (agents: number, count: number) => ({ size: sizeOf({ agents }), count });

test('runs like a measured one are expected to take what it took', () => {
  expect(estimate([probed(10, 2)], [runs(10, 30)])).toEqual({ seconds: 60, bytes: 60_000 });
});

test('between two measured ones time grows as a power of the size', () => {
  const known = [probed(99, 1), probed(9999, 100)];
  expect(estimate(known, [runs(999, 1)]).seconds).toBeCloseTo(10);
});

test('beyond the measured ones the nearest counts', () => {
  const known = [probed(100, 1), probed(1000, 10)];
  expect(estimate(known, [runs(1, 1), runs(10_000, 2)]).seconds).toBe(21);
});

test('what is expected lies between the least and the most that was measured', () => {
  const one = fc.record({
    size: fc.integer({ min: 0, max: 30 }),
    seconds: fc.double({ min: 0.01, max: 100, noNaN: true }),
    bytes: fc.integer({ min: 1, max: 1 << 20 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: ({ size }) => size }),
      fc.integer({ min: 0, max: 30 }),
      (known, size) => {
        const { seconds } = estimate(known, [{ size, count: 1 }]);
        const times = known.map((each) => each.seconds);
        expect(seconds).toBeGreaterThanOrEqual(Math.min(...times) * (1 - 1e-9));
        expect(seconds).toBeLessThanOrEqual(Math.max(...times) * (1 + 1e-9));
      },
    ),
  );
});

test('the smallest, the middle and the largest design are probed, each once', () => {
  expect(extremes([5, 1, 3, 9, 9])).toEqual([1, 0, 3]);
  expect(extremes([2, 2, 2])).toEqual([0]);
  expect(extremes([4, 1])).toEqual([1, 0]);
  expect(extremes([7])).toEqual([0]);
});

test('a design looks larger with larger numbers, wherever they are', () => {
  const small = { agents: 20, traffic: { records: 16, campaigns: [{ start: 1 }] }, name: 'a' };
  expect(sizeOf({ ...small, agents: 200 })).toBeGreaterThan(sizeOf(small));
  expect(sizeOf({ ...small, traffic: { records: 32, campaigns: [{ start: 1 }] } })).toBeGreaterThan(
    sizeOf(small),
  );
  expect(sizeOf({ ...small, name: 'b' })).toBe(sizeOf(small));
});
