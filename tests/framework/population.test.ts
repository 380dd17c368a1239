import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, Population, RandomStreams } from '../../framework/index.js';

const random = () => new RandomStreams('test').stream('verbs').cursor(0, 0);
const make = (weights: readonly number[]) => {
  const population = new Population(weights.length, {
    weight: column(Int32Array),
    window: column(Uint16Array, [2, 3]),
  });
  population.columns.weight.set(weights);
  return population;
};

describe('columns', () => {
  it('are plain typed arrays, row-major, zero at first', () => {
    const population = make([5, 6]);
    expect(population.columns.weight).toEqual(Int32Array.of(5, 6));
    expect(population.columns.window).toEqual(new Uint16Array(12));
    expect(population.bytes).toBe(2 * 4 + 12 * 2);
    population.row('window', 1).set([1, 2, 3, 4, 5, 6]);
    expect(Array.from(population.columns.window)).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6]);
  });

  it('are shared by views', () => {
    const population = make([5, 6, 7]);
    const view = population.select((i) => i > 0);
    view.set('weight', 1).set('window', (i) => i);
    expect(Array.from(population.columns.weight)).toEqual([5, 1, 1]);
    expect(Array.from(view.get('window'))).toEqual([...new Array(6).fill(1), ...new Array(6).fill(2)]);
    expect(view.columns.weight).toBe(population.columns.weight);
    expect(view.select((i) => i > 1).toArray()).toEqual(Uint32Array.of(2));
  });

  it('are copied by get', () => {
    const population = make([5, 6]);
    population.get('weight')[0] = 9;
    expect(population.columns.weight[0]).toBe(5);
  });

  it('refuse sizes and shapes that hold nothing, unknown names, and many values where one is asked for', () => {
    expect(() => new Population(-1, {})).toThrow(/size/);
    expect(() => new Population(1.5, {})).toThrow(/size/);
    expect(() => new Population(1, { bad: column(Int8Array, [2, 0]) })).toThrow(/shape/);
    expect(() => make([1]).get('weigth' as 'weight')).toThrow(/no column 'weigth'/);
    // @ts-expect-error
    expect(() => make([1]).agg('window', 'sum')).toThrow(/more than one value/);
  });
});

describe('the verbs of a population do what the methods of an array do, on the whole and on a view', () => {
  const agree = (
    check: (
      rows: Population<ReturnType<typeof make> extends Population<infer C> ? C : never>,
      indices: number[],
      weights: number[],
      n: number,
    ) => void,
  ) =>
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 40 }), fc.nat(45), fc.boolean(), (weights, n, whole) => {
        const population = make(weights);
        const all = weights.map((_, i) => i);
        if (whole) check(population, all, weights, n);
        else
          check(
            population.select((i) => i % 3 !== 1),
            all.filter((i) => i % 3 !== 1),
            weights,
            n,
          );
      }),
    );

  it('size, iteration, toArray, do, map, get', () => {
    agree((rows, indices, weights) => {
      expect(rows.size).toBe(indices.length);
      expect([...rows]).toEqual(indices);
      expect(Array.from(rows.toArray())).toEqual(indices);
      const seen: number[] = [];
      expect(rows.do((i) => seen.push(i))).toBe(rows);
      expect(seen).toEqual(indices);
      expect(rows.map((i) => weights[i]! * 2)).toEqual(indices.map((i) => weights[i]! * 2));
      expect(Array.from(rows.get('weight'))).toEqual(indices.map((i) => weights[i]));
    });
  });

  it('select, sort', () => {
    agree((rows, indices, weights, n) => {
      expect([...rows.select((i) => weights[i]! > 4)]).toEqual(indices.filter((i) => weights[i]! > 4));
      expect([...rows.select({ filter: (i) => weights[i]! > 4, atMost: n })]).toEqual(
        indices.filter((i) => weights[i]! > 4).slice(0, n),
      );
      const up = indices.toSorted((a, b) => weights[a]! - weights[b]! || a - b);
      expect([...rows.shuffle(random()).sort('weight')]).toEqual(up);
      const down = indices.toSorted((a, b) => weights[b]! - weights[a]! || a - b);
      expect([...rows.shuffle(random()).sort((i) => weights[i]!, { descending: true })]).toEqual(down);
    });
  });

  it('shuffle, shuffleDo, sample, pick', () => {
    agree((rows, indices, _, n) => {
      const shuffled = random().shuffle([...indices]);
      expect([...rows.shuffle(random())]).toEqual(shuffled);
      const seen: number[] = [];
      rows.shuffleDo((i) => seen.push(i), random());
      expect(seen).toEqual(shuffled);
      expect([...rows.sample(n, random())]).toEqual(random().sample(indices, n));
      expect(rows.pick(random())).toBe(random().pick(indices));
    });
  });

  it('set, agg, groupBy', () => {
    agree((rows, indices, weights) => {
      const values = indices.map((i) => weights[i]!);
      expect(rows.agg('weight', 'sum')).toBe(values.reduce((a, b) => a + b, 0));
      expect(rows.agg('weight', 'min')).toBe(values.length === 0 ? null : Math.min(...values));
      expect(rows.agg((i) => i, 'max')).toBe(indices.at(-1) ?? null);
      expect(rows.agg('weight', (found) => found.length)).toBe(indices.length);
      const groups = rows.groupBy('weight');
      expect([...groups.keys()]).toEqual([...new Set(values)]);
      for (const [weight, group] of groups)
        expect([...group]).toEqual(indices.filter((i) => weights[i] === weight));
      expect([...rows.groupBy((i) => `p${i % 2}`).keys()]).toEqual([
        ...new Set(indices.map((i) => `p${i % 2}`)),
      ]);
      rows.set('weight', (i) => i + 100);
      expect(Array.from(rows.get('weight'))).toEqual(indices.map((i) => i + 100));
    });
  });
});
