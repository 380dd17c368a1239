import { describe, expect, it } from 'vitest';
import type { Verbs } from '../../../framework/index.js';
import { type Herd, type Lists, overEachStorage, random, type Values } from './herds.js';

function suite<I, S extends Verbs<I, S, Values, Lists>>(name: string, make: () => Herd<I, S>): void {
  describe(name, () => {
    const one = (act: (item: I) => void, item: I): number => {
      act(item);
      return 1;
    };
    /** Every way to pass over a set with a callback. */
    const passes: Record<string, (set: S, act: (item: I) => void) => void> = {
      do: (set, act) => set.do(act),
      shuffleDo: (set, act) => set.shuffleDo(act, random()),
      select: (set, act) => set.select((item) => one(act, item) === 1),
      map: (set, act) => set.map(act),
      agg: (set, act) => set.agg((item) => one(act, item), 'sum'),
      set: (set, act) => set.set('acted', (item) => one(act, item)),
      iteration: (set, act) => {
        for (const item of set) act(item);
      },
    };

    it.each(Object.keys(passes))(
      '%s: an agent removed in the pass never acts, one born in it waits',
      (verb) => {
        for (const part of [false, true]) {
          const herd = make();
          for (let i = 0; i < 60; i++) herd.born(i);
          const set = part ? herd.all.select((item) => herd.weightOf(item) % 2 === 0) : herd.all;
          const members = new Map(Array.from(set, (item) => [herd.idOf(item), item]));
          const acted: number[] = [];
          const dead = new Set<number>();
          passes[verb]!(set, (item) => {
            const id = herd.idOf(item);
            expect(dead.has(id)).toBe(false);
            acted.push(id);
            for (const [other, each] of members)
              if (other % 7 === id % 7 && other !== id && !dead.has(other)) {
                dead.add(other);
                herd.die(each);
                // Into the row that has just become free, where rows are used again.
                herd.born(1000);
              }
          });
          expect(new Set(acted).size).toBe(acted.length);
          expect(acted.length).toBe(7);
          expect(acted.every((id) => id < 60)).toBe(true);
          expect(herd.all.size).toBe(60);
          expect(set.size).toBe(part ? 7 : 60);
        }
      },
    );

    it('a set made by a filter that removes holds the living only', () => {
      const herd = make();
      const first = herd.born(1);
      herd.born(2);
      const left = herd.all.select((item) => {
        if (item !== first) herd.die(first);
        return true;
      });
      expect(left.size).toBe(1);
      expect(left.pick(random())).not.toBe(undefined);
      expect([...left].map(herd.weightOf)).toEqual([2]);
    });

    it('passes within passes, and one that ends with an error, leave the next one alone', () => {
      const herd = make();
      for (let i = 0; i < 5; i++) herd.born(i);
      let count = 0;
      herd.all.shuffleDo(
        () => herd.all.shuffleDo(() => herd.all.select(() => ++count > 0), random()),
        random(1),
      );
      expect(count).toBe(125);
      expect(() =>
        herd.all.shuffleDo(() => {
          throw new Error('stop');
        }, random()),
      ).toThrow('stop');
      const weights = herd.all.sort('weight').map(herd.weightOf);
      expect(weights).toEqual([0, 1, 2, 3, 4]);
    });
  });
}

overEachStorage(suite);
