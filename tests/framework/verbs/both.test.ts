import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Population, type Verbs } from '../../../framework/index.js';
import { columns, type Herd, type Lists, objects, random, type Values } from './herds.js';

it('both storages draw the same: births in the order of birth, deaths, weights', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }), fc.nat(20), (weights, n) => {
      const outcome = <I, S extends Verbs<I, S, Values, Lists>>(herd: Herd<I, S>) => {
        for (const weight of weights) herd.born(weight);
        const chance = random();
        herd.all.shuffleDo((item) => {
          if (herd.weightOf(item) < 3) herd.die(item);
          else if (herd.weightOf(item) > 7) herd.born(chance.below(10));
        }, chance);
        return [
          ...herd.all.map(herd.idOf),
          ...herd.all.sample(n, chance).map(herd.idOf),
          ...herd.all.sample(n, chance, { weight: 'weight' }).map(herd.weightOf),
        ];
      };
      expect(outcome(columns({ reuse: false })())).toEqual(outcome(objects()));
    }),
  );
});

it('takes the share that was written, whatever the product is rounded to', () => {
  const first = (size: number, atMost: number) => new Population(size, {}).select({ atMost }).size;
  // 3 · (1/3) is 1, though 333 333 ppm of 3 are less; 100 · 0.29 is 29, though the product is 28.999999999999996.
  expect([first(3, 1 / 3), first(3, 2 / 3), first(100, 0.29), first(7, 0.5)]).toEqual([1, 2, 29, 3]);
  expect(first(30_000_000, 1e-7)).toBe(3);
});

it('a value that is no number shows in the least and the greatest, wherever it stands', () => {
  for (const values of [
    [1, Number.NaN, 2],
    [Number.NaN, 1, 2],
    [1, 2, Number.NaN],
  ]) {
    const rows = new Population(3, { x: Float64Array }).set('x', (i) => values[i]!);
    expect(rows.agg('x', ['min', 'max'])).toEqual({ min: Number.NaN, max: Number.NaN });
  }
});
