import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY, extend, seriesOf } from '../../../../../app/tui/terminal/state/history.js';

describe('history', () => {
  const values = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: 300 });

  test('is bounded, keeps its range and its mean', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(2, 4, 16, 64), (all, bound) => {
        const samples = all.map((value, at) => ({ step: at + 5, values: [value, at] }));
        const history = extend(EMPTY, samples, bound);
        expect(history.points.length).toBeLessThan(bound);
        expect(history.points.length * history.every + history.open.length).toBe(all.length);
        if (all.length > 0) expect(history.first).toBe(5);
        expect(history.last).toEqual(samples.at(-1)?.values ?? []);
        const kept = seriesOf(history, 0).filter((value) => value !== null);
        const given = all.filter((value) => value !== null);
        expect(kept.length === 0).toBe(given.length === 0);
        for (const value of kept) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...given));
          expect(value).toBeLessThanOrEqual(Math.max(...given));
        }
        const steps = seriesOf(history, 1) as number[];
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
      }),
    );
  });

  test('does not depend on how samples come', () => {
    fc.assert(
      fc.property(values, fc.nat(300), (all, cut) => {
        const samples = all.map((value, step) => ({ step, values: [value] }));
        const twice = extend(extend(EMPTY, samples.slice(0, cut), 16), samples.slice(cut), 16);
        expect(twice).toEqual(extend(EMPTY, samples, 16));
      }),
    );
  });
});
