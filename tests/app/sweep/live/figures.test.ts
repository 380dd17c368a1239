import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutcomeFigures, student } from '../../../../app/sweep/live/figures.js';

/** Quantiles of 97.5 % of Student's distribution, from the printed tables. */
const TABLE = [
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [7, 2.365],
  [10, 2.228],
  [20, 2.086],
  [29, 2.045],
  [120, 1.98],
] as const;

test.each(TABLE)('the quantile with %d degrees of freedom is %d', (free, value) => {
  expect(Math.abs(student(free) - value)).toBeLessThan(0.03);
});

test('means and intervals are those of all runs of a design, in whatever order they end', () => {
  const figures = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.option(fc.integer({ min: -1000, max: 1000 }))), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(figures, (runs) => {
      const all = new OutcomeFigures();
      for (const [design, value] of runs) all.add(design, { x: value, y: 1 });
      const { designs, counts, means, halves } = all.take();
      const outcomes = all.names.length;
      designs.forEach((design, k) => {
        const values = runs.filter(([d, v]) => d === design && v !== null).map(([, v]) => v!);
        const at = k * outcomes;
        expect(counts[at]).toBe(values.length);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        if (values.length > 0) expect(means[at]).toBeCloseTo(mean, 6);
        else expect(means[at]).toBeNaN();
        const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
        const free = values.length - 1;
        if (free < 1) expect(halves[at]).toBeNaN();
        else expect(halves[at]).toBeCloseTo(student(free) * Math.sqrt(squares / free / values.length), 6);
        expect(counts[at + 1]).toBe(runs.filter(([d]) => d === design).length);
      });
      expect(all.take().designs).toHaveLength(0);
    }),
  );
});
