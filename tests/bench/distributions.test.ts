import { describe, expect, test } from 'vitest';
import { compare, type Line } from '../../bench/distributions/compare.js';
import { kept, type Sample } from '../../bench/distributions/kept.js';
import { ofLibrary, ofTypedArrays } from '../../bench/distributions/sides.js';
import { distance, holm, permutationTest } from '../../bench/distributions/two-sample.js';
import { cases, nameOf } from '../../bench/models/cases.js';
import { schelling } from '../../bench/models/schelling.js';
import { ofSchelling } from '../../bench/models/states.js';

/** Small cases: the large ones are compared by bench/run.sh distributions. */
const small = cases.filter(({ size }) => size === 'small');
const SEEDS = 60;
/** Enough that a difference can be significant among all comparisons. */
const ROUNDS = 4000;

describe('the test of two samples', () => {
  test('measures the greatest distance between distribution functions', () => {
    expect(distance([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(distance([1, 1, 2, 2], [2, 2, 2, 2])).toBe(0.5);
    expect(distance([1, 2], [3, 4, 5])).toBe(1);
  });

  test('tells samples of one distribution from those of two, with ties as well', () => {
    const even = Array.from({ length: 60 }, (_, i) => i % 6);
    const shifted = even.map((value) => value + 2);
    expect(permutationTest(even, [...even].reverse(), 500)).toBe(1);
    expect(permutationTest(even, shifted, 500)).toBe(1 / 501);
  });

  test('corrects for the number of tests', () => {
    expect(holm([0.04, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
  });
});

test('both storages and the models written by hand have the outcomes that Mesa has', async () => {
  const samples: Sample[] = kept().filter(({ side }) => side === 'mesa');
  for (const each of small) {
    samples.push(...(await ofTypedArrays(each, SEEDS)));
    for (const storage of ['objects', 'columns'] as const)
      samples.push(...(await ofLibrary(each, storage, SEEDS)));
  }
  const lines = compare(samples, ROUNDS);
  expect(lines).toHaveLength(3 * (3 * 2 + 3 * 3 + 3 * 5));
  expect(lines.filter(({ adjusted }) => adjusted < 0.05)).toEqual([]);
}, 120_000);

test('another rule has other outcomes', () => {
  const mesa = kept().filter(
    (sample) => sample.case === 'schelling-small' && sample.side === 'mesa' && sample.step === 1,
  );
  const job = { side: 40, agents: 1000, radius: 1, wanted: 4, steps: 1 };
  const outcomes = Array.from({ length: SEEDS }, (_, seed) => {
    const end = schelling(job, seed);
    const happy = end.happy.filter((each) => each === 1).length;
    return ofSchelling(() => ({ ...job, ...end, happy })).outcomes();
  });
  const other = mesa.map((sample): Sample => {
    return { ...sample, side: 'by hand', values: outcomes.map((each) => each[sample.outcome]!) };
  });
  const significant = ({ adjusted }: Line) => adjusted < 0.05;
  expect(compare([...mesa, ...other], ROUNDS).filter(significant)).toHaveLength(2);
});

test.each(small.map((each) => [nameOf(each), each] as const))(
  'what %s written by hand makes keeps its invariants',
  (_, each) => {
    for (let seed = 0; seed < 5; seed++) for (const step of [0, 7]) each.byHand(seed, step).check();
  },
);
