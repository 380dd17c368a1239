import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkThresholds, parseThreshold, type Threshold } from '../../../../app/sweep/thresholds/index.js';
import type { Combination } from '../../../../framework/index.js';

const threshold = (text: string, where: Combination = {}): Threshold => {
  const parsed = parseThreshold(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return { ...parsed, where };
};

describe('a threshold is read', () => {
  test.each([
    ['recall >= 0.6', { figure: 'recall', aggregate: 'mean', operator: '>=', bound: 0.6 }],
    ['  recall<1e-3 ', { text: 'recall<1e-3', operator: '<', bound: 0.001 }],
    ['p95(time_to_protection) < 200', { figure: 'time_to_protection', aggregate: { percentile: 95 } }],
    ['p99.9( f1 ) > -.5', { figure: 'f1', aggregate: { percentile: 99.9 }, bound: -0.5 }],
    ['p100(f1) == 1', { aggregate: { percentile: 100 } }],
    ['median(fpr) <= 0.03', { aggregate: 'median' }],
    ['min(wolves.count) != +0', { figure: 'wolves.count', aggregate: 'min', operator: '!=', bound: 0 }],
  ])('%s', (text, expected) => {
    expect(parseThreshold(text)).toMatchObject(expected);
  });

  test.each([
    ['recall', 'a figure, a comparison and a number'],
    ['', 'a figure, a comparison and a number'],
    ['recall > 1 > 2', 'a figure, a comparison and a number'],
    ['medain(recall) > 1', 'got medain; did you mean median?'],
    ['p101(recall) > 1', 'a percentile such as p95'],
    ['recall => 1', 'expected one of <= >= == != < >; got =>'],
    ['recall > fpr', 'expected a number at the end; got fpr'],
    ['recall > 1e999', 'expected a number at the end'],
    ['recall > 0x1', 'expected a number at the end'],
    ['recall > Infinity', 'expected a number at the end'],
  ])('%s is refused', (text, expected) => {
    expect(parseThreshold(text)).toContain(expected);
  });
});

describe('a threshold is held', () => {
  const designs = [
    { index: 0, label: 'a', values: { sharing: 'none', quorum: 0.1 } },
    { index: 1, label: 'b', values: { sharing: 'centralised', quorum: 0.1 } },
    { index: 2, label: 'c', values: { sharing: 'none', quorum: 0.2 } },
  ];
  const outcomes = [[{ recall: 0.5 }, { recall: 0.7 }, { recall: null }], [{ recall: null }], []];
  const check = (...thresholds: Threshold[]) =>
    checkThresholds(thresholds, designs, (index) => outcomes[index]!);

  test('against each design, over the runs that have the figure', () => {
    expect(check(threshold('recall >= 0.6'))).toEqual([
      { text: 'recall >= 0.6', design: 0, value: 0.6, passed: true },
      { text: 'recall >= 0.6', design: 1, value: null, passed: false },
      { text: 'recall >= 0.6', design: 2, value: null, passed: false },
    ]);
  });

  test('against the designs that `where` names', () => {
    const where = { quorum: 0.1, sharing: 'none' };
    expect(check(threshold('max(recall) < 0.7', where))).toEqual([
      { text: 'max(recall) < 0.7', design: 0, value: 0.7, passed: false },
    ]);
  });

  test('the outcomes of a design are asked for once, and only where a threshold is', () => {
    const asked: number[] = [];
    const where = { sharing: designs[1]!.values['sharing']! };
    const thresholds = [threshold('x > 0', where), threshold('x > 1', where), threshold('x > 2', where)];
    const results = checkThresholds(thresholds, designs, (design) => {
      asked.push(design);
      return [{ x: 2 }];
    });
    const own = designs.filter(({ values }) => values['sharing'] === where.sharing).map(({ index }) => index);
    expect(own.length).toBeLessThan(designs.length);
    expect(asked).toEqual(own);
    expect(results.map(({ text, design }) => [text, design])).toEqual(
      ['x > 0', 'x > 1', 'x > 2'].flatMap((text) => own.map((design) => [text, design])),
    );
  });

  test.each([
    ['< 2', 1, 2],
    ['<= 2', 2, 3],
    ['> 2', 3, 2],
    ['>= 2', 2, 1],
    ['== 2', 2, 1],
    ['!= 2', 1, 2],
  ])('x %s holds for %d and not for %d', (comparison, holds, fails) => {
    const passes = (x: number) =>
      checkThresholds([threshold(`x ${comparison}`)], designs.slice(0, 1), () => [{ x }])[0]!.passed;
    expect([passes(holds), passes(fails)]).toEqual([true, false]);
  });

  test('percentiles lie between the nearest values, as NumPy has them', () => {
    const of = (aggregate: string) =>
      checkThresholds([threshold(`${aggregate}(x) > 0`)], designs.slice(0, 1), () =>
        [15, 20, 35, 40, 50].map((x) => ({ x })),
      )[0]!.value;
    // numpy.percentile([15, 20, 35, 40, 50], [0, 40, 50, 95, 100])
    expect(['p0', 'p40', 'median', 'p95', 'p100'].map(of)).toEqual([15, 29, 35, 48, 50]);
  });

  test('aggregates lie between the least and the greatest, whatever the order', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom('mean', 'median', 'p7', 'p95', 'min', 'max'),
        (given, aggregate) => {
          const of = (list: readonly number[]) =>
            checkThresholds([threshold(`${aggregate}(x) > 0`)], designs.slice(0, 1), () =>
              list.map((x) => ({ x })),
            )[0]!.value!;
          const value = of(given);
          expect(value).toBeGreaterThanOrEqual(Math.min(...given));
          expect(value).toBeLessThanOrEqual(Math.max(...given));
          expect(of(given.toReversed())).toBe(value);
        },
      ),
    );
  });
});
