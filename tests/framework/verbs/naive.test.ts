import { describe, expect, it } from 'vitest';
import type { Verbs } from '../../../framework/index.js';
import { type Herd, type Lists, overEachStorage, random, type Values } from './herds.js';
import { agree } from './settle.js';

// Each verb against what the methods of an array do.

function suite<I, S extends Verbs<I, S, Values, Lists>>(name: string, make: () => Herd<I, S>): void {
  describe(name, () => {
    it('size, iteration, toArray, at, has, do, map', () => {
      agree(make, ({ herd, set, alive, everyone }, n) => {
        expect(set.size).toBe(alive.length);
        expect([...set]).toEqual(alive);
        expect(Array.from(set.toArray())).toEqual(alive);
        expect([set.at(n), set.at(-n - 1)]).toEqual([alive.at(n), alive.at(-n - 1)]);
        for (const item of everyone) expect(set.has(item)).toBe(alive.includes(item));
        const seen: I[] = [];
        expect(set.do((item) => seen.push(item))).toBe(set);
        expect(seen).toEqual(alive);
        expect(set.map((item) => herd.weightOf(item) * 2)).toEqual(
          alive.map((item) => herd.weightOf(item) * 2),
        );
      });
    });

    it('select: filter, and at most so many or such a share', () => {
      agree(make, ({ herd, set, alive }, n) => {
        const filter = (item: I) => herd.weightOf(item) > 4;
        expect([...set.select(filter)]).toEqual(alive.filter(filter));
        expect([...set.select({ filter, atMost: n })]).toEqual(alive.filter(filter).slice(0, n));
        expect([...set.select({ atMost: n / 46 })]).toEqual(
          alive.slice(0, Math.floor((alive.length * Math.round((n / 46) * 1e6)) / 1e6)),
        );
        for (const atMost of [-1, 1.5, Number.NaN]) expect(() => set.select({ atMost })).toThrow(/atMost/);
      });
    });

    it('sort: by field or function, ties by id', () => {
      agree(make, ({ herd, set, alive }) => {
        const by = (sign: number) =>
          alive.toSorted(
            (a, b) => sign * (herd.weightOf(a) - herd.weightOf(b)) || herd.idOf(a) - herd.idOf(b),
          );
        expect([...set.shuffle(random()).sort('weight')]).toEqual(by(1));
        expect([...set.sort((item) => `w${herd.weightOf(item)}`)]).toEqual(by(1));
        expect([...set.sort((item) => herd.weightOf(item), { descending: true })]).toEqual(by(-1));
        if (alive.length > 1) {
          expect(() => set.sort(() => Number.NaN)).toThrow(/NaN/);
          let mixed = 0;
          expect(() => set.sort(() => (mixed++ === 0 ? 'x' : 1))).toThrow(/among texts/);
        }
      });
    });

    it('shuffle, shuffleDo, sample, pick', () => {
      agree(make, ({ set, alive }, n) => {
        const shuffled = random().shuffle([...alive]);
        expect([...set.shuffle(random())]).toEqual(shuffled);
        const seen: I[] = [];
        set.shuffleDo((item) => seen.push(item), random());
        expect(seen).toEqual(shuffled);
        expect([...set.sample(n, random())]).toEqual(random().sample(alive, n));
        const picked = set.pick(random());
        expect(picked === undefined ? alive.length === 0 : alive.includes(picked)).toBe(true);
      });
    });

    it('sample and pick by weight: as the cumulated weights of those left say', () => {
      agree(make, ({ herd, set, alive }, n) => {
        const left = [...alive];
        const drawn: I[] = [];
        const chance = random();
        while (drawn.length < n) {
          const total = left.reduce((sum, item) => sum + herd.weightOf(item), 0);
          if (total === 0) break;
          let rest = chance.below(total);
          const at = left.findIndex((item) => {
            rest -= herd.weightOf(item);
            return rest < 0;
          });
          drawn.push(...left.splice(at, 1));
        }
        const sample = set.sample(n, random(), { weight: 'weight' });
        // The reference keeps the order of those left, in which the places of the tree are.
        expect([...sample]).toEqual(drawn);
        if (n > 0) expect(set.pick(random(), { weight: (item) => herd.weightOf(item) })).toBe(drawn[0]);
        if (alive.length > 0)
          for (const weight of [-1, 0.5, Number.NaN])
            expect(() => set.sample(1, random(), { weight: () => weight })).toThrow(/weight/);
      });
    });

    it('get, set', () => {
      agree(make, ({ herd, set, alive }) => {
        const weights = alive.map((item) => herd.weightOf(item));
        expect(Array.from(set.get('weight'))).toEqual(weights);
        expect(set.set('acted', 3).set('weight', (item) => herd.idOf(item) + 100)).toBe(set);
        const both = set.get(['weight', 'acted']);
        expect(Array.from(both.weight)).toEqual(alive.map((item) => herd.idOf(item) + 100));
        expect(Array.from(both.acted)).toEqual(alive.map(() => 3));
        const others = [...herd.all].filter((item) => !alive.includes(item));
        for (const item of others) expect(herd.weightOf(item)).toBeLessThan(10);
      });
    });

    it('agg', () => {
      agree(make, ({ herd, set, alive }) => {
        const values = alive.map((item) => herd.weightOf(item));
        const sum = values.reduce((a, b) => a + b, 0);
        const none = values.length === 0;
        const mean = sum / values.length;
        const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / values.length;
        expect(set.agg('weight', 'sum')).toBe(sum);
        expect(set.agg('weight', ['count', 'mean', 'min', 'max'])).toEqual({
          count: values.length,
          mean: none ? null : mean,
          min: none ? null : Math.min(...values),
          max: none ? null : Math.max(...values),
        });
        expect(set.agg('weight', 'variance')).toBe(none ? null : variance);
        expect(set.agg((item) => herd.weightOf(item), 'sd')).toBe(none ? null : Math.sqrt(variance));
        expect(set.agg('weight', (found) => Array.from(found))).toEqual(values);
      });
    });

    it('groupBy: map, do, count, agg over the groups', () => {
      agree(make, ({ herd, set, alive }) => {
        const keyOf = (item: I) => herd.weightOf(item) % 3;
        const groups = set.groupBy(keyOf);
        const keys = [...new Set(alive.map(keyOf))];
        const members = (key: number) => alive.filter((item) => keyOf(item) === key);
        expect([...groups.keys()]).toEqual(keys);
        for (const [key, group] of groups) expect([...group]).toEqual(members(key));
        expect([...groups.count()]).toEqual(keys.map((key) => [key, members(key).length]));
        expect([...groups.map((group, key) => group.size + key)]).toEqual(
          keys.map((key) => [key, members(key).length + key]),
        );
        expect([...groups.agg('weight', 'max')]).toEqual(
          keys.map((key) => [key, Math.max(...members(key).map(herd.weightOf))]),
        );
        const seen: number[] = [];
        expect(groups.do((_, key) => seen.push(key))).toBe(groups);
        expect(seen).toEqual(keys);
        expect([...set.groupBy('weight').keys()]).toEqual([...new Set(alive.map(herd.weightOf))]);
      });
    });

    it('set algebra', () => {
      agree(make, ({ herd, set, alive, everyone }) => {
        const isLight = (item: I) => herd.weightOf(item) < 6;
        const light = herd.all.select(isLight);
        expect([...set.union(light)]).toEqual([
          ...alive,
          ...everyone.filter((item) => isLight(item) && !alive.includes(item)),
        ]);
        expect([...set.intersection(light)]).toEqual(alive.filter(isLight));
        expect([...set.difference(light)]).toEqual(alive.filter((item) => !isLight(item)));
        expect([...set.symmetricDifference(light)]).toEqual([
          ...alive.filter((item) => !isLight(item)),
          ...everyone.filter((item) => isLight(item) && !alive.includes(item)),
        ]);
      });
    });
  });
}

overEachStorage(suite);
