import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Agent,
  type AgentSet,
  column,
  Model,
  Population,
  type PopulationOptions,
  RandomStreams,
  Scheduler,
  type Verbs,
} from '../../framework/index.js';

/** One suite over both storages: each verb against what the methods of an array do. */

class Town extends Model {
  readonly scheduler = new Scheduler([]);
}

class Animal extends Agent<Town> {
  weight: number;
  acted = 0;

  constructor(town: Town, weight: number) {
    super(town);
    this.weight = weight;
  }
}

interface Values {
  weight: number;
  acted: number;
}
type Lists = { [K in keyof Values]: ArrayLike<number> };

/** Agents in one storage, and how to look at them without its verbs. */
interface Herd<I, S> {
  readonly all: S;
  born(weight: number): I;
  die(item: I): void;
  weightOf(item: I): number;
  /** Rises with births. */
  idOf(item: I): number;
}

const random = (draw = 0) => new RandomStreams('test').stream('verbs').cursor(draw, 0);

const objects = (): Herd<Animal, AgentSet<Animal>> => {
  const model = new Town(1);
  return {
    all: model.agentsOf(Animal),
    born: (weight) => new Animal(model, weight),
    die: (animal) => animal.remove(),
    weightOf: ({ weight }) => weight,
    idOf: ({ id }) => id,
  };
};

const COLUMNS = { weight: column(Int32Array), acted: column(Uint16Array) };
const columns = (options?: PopulationOptions) => (): Herd<number, Population<typeof COLUMNS>> => {
  const all = new Population(0, COLUMNS, options);
  return {
    all,
    born(weight) {
      const row = all.add();
      all.columns.weight[row] = weight;
      return row;
    },
    die: (row) => all.remove(row),
    weightOf: (row) => all.columns.weight[row]!,
    idOf: (row) => all.idOf(row),
  };
};

/** The herd has had births and deaths; `alive` are those that live, in the order of the storage. */
function suite<I, S extends Verbs<I, S, Values, Lists>>(name: string, make: () => Herd<I, S>): void {
  const herds = fc.record({
    weights: fc.array(fc.nat(9), { maxLength: 40 }),
    deaths: fc.array(fc.nat(39), { maxLength: 12 }),
    later: fc.array(fc.nat(9), { maxLength: 6 }),
    n: fc.nat(45),
    part: fc.boolean(),
  });
  type Drawn = typeof herds extends fc.Arbitrary<infer T> ? T : never;

  function settle({ weights, deaths, later, part }: Drawn) {
    const herd = make();
    const first = weights.map((weight) => herd.born(weight));
    const chosen = herd.all.select((item) => herd.weightOf(item) % 3 !== 1);
    const inPart = new Set(chosen.toArray());
    const dead = new Set<I>();
    for (const i of deaths) {
      const item = first[i];
      if (item === undefined || dead.has(item)) continue;
      dead.add(item);
      inPart.delete(item);
      herd.die(item);
    }
    for (const weight of later) herd.born(weight);
    const everyone = Array.from(herd.all);
    return part
      ? { herd, set: chosen, alive: first.filter((item) => inPart.has(item)), everyone }
      : { herd, set: herd.all, alive: everyone, everyone };
  }
  const agree = (check: (settled: ReturnType<typeof settle>, n: number) => void) =>
    fc.assert(fc.property(herds, (drawn) => check(settle(drawn), drawn.n)));

  describe(name, () => {
    it('size, iteration, toArray, at, has, do, map', () => {
      agree(({ herd, set, alive, everyone }, n) => {
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
      agree(({ herd, set, alive }, n) => {
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
      agree(({ herd, set, alive }) => {
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
      agree(({ set, alive }, n) => {
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
      agree(({ herd, set, alive }, n) => {
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
      agree(({ herd, set, alive }) => {
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
      agree(({ herd, set, alive }) => {
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
      agree(({ herd, set, alive }) => {
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
      agree(({ herd, set, alive, everyone }) => {
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

suite('objects', objects);
suite('columns', columns());
suite('columns with room', columns({ capacity: 64 }));
suite('columns in the order of birth', columns({ reuse: false }));

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
