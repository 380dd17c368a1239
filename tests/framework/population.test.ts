import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, DoubleBuffer, Population, RandomStreams } from '../../framework/index.js';

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

describe('births and deaths', () => {
  it('give ids in order of birth and never again, and rows that were freed, the last one first', () => {
    const population = make([5, 6, 7]);
    population.remove(0);
    population.remove(2);
    population.remove(2);
    expect([...population]).toEqual([1]);
    const rows = [population.add(), population.add(), population.add()];
    expect(rows).toEqual([2, 0, 3]);
    expect(rows.map((row) => population.idOf(row))).toEqual([3, 4, 5]);
    expect([...population]).toEqual([0, 1, 2, 3]);
    expect([...population.get('weight')]).toEqual([0, 6, 0, 0]);
  });

  it('leave the columns alone within the capacity; beyond it `columns` stays and its arrays are others', () => {
    const population = new Population(2, { weight: column(Int32Array) }, { capacity: 4 });
    const { columns } = population;
    const { weight } = columns;
    weight.set([5, 6]);
    population.create(2, (row) => {
      weight[row] = 7;
    });
    expect(columns.weight).toBe(weight);
    expect(population.capacity).toBe(4);
    population.add();
    expect(population.columns).toBe(columns);
    expect(columns.weight).not.toBe(weight);
    expect([...population.get('weight')]).toEqual([5, 6, 7, 7, 0]);
    const { weight: wider } = columns;
    population.reserve(100);
    expect(columns.weight).not.toBe(wider);
    const { weight: last } = columns;
    population.create(95);
    expect(columns.weight).toBe(last);
  });

  it('copy each value a bounded number of times, however many are born', () => {
    const population = new Population(0, { weight: column(Uint8Array) });
    let copied = 0;
    let { weight } = population.columns;
    for (let i = 0; i < 10_000; i++) {
      population.add();
      if (population.columns.weight === weight) continue;
      copied += weight.length;
      weight = population.columns.weight;
    }
    expect(copied).toBeLessThan(2 * 10_000);
  });

  it('compact: the living move to the first rows in their order, with their ids', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 30 }), fc.array(fc.nat(29)), (weights, deaths) => {
        const population = make(weights);
        for (const i of deaths) if (i < weights.length) population.remove(i);
        population.row('window', 0);
        const before = [...population];
        const idsBefore = before.map((row) => population.idOf(row));
        const values = [...population.get('weight')];
        const view = population.select(() => true);
        const moved = !population
          .select(() => true)
          .toArray()
          .every((row, i) => row === i);
        const hadHoles = population.rows !== population.size;
        expect([...population.compact()]).toEqual(before);
        expect(population.rows).toBe(population.size);
        expect([...population]).toEqual(before.map((_, i) => i));
        expect([...population].map((row) => population.idOf(row))).toEqual(idsBefore);
        expect([...population.columns.weight.subarray(0, population.size)]).toEqual(values);
        expect([...population.columns.weight.subarray(population.size)].every((value) => value === 0)).toBe(
          true,
        );
        if (hadHoles) expect(() => view.toArray()).toThrow(/compact/);
        else expect(moved).toBe(false);
        const born = population.add();
        expect(population.idOf(born)).toBe(weights.length);
        expect(population.columns.weight[born]).toBe(0);
      }),
    );
  });

  it('compact is refused while a pass is on', () => {
    const population = make([1, 2, 3]);
    population.remove(0);
    expect(() => population.do(() => population.compact())).toThrow(/during a pass/);
    expect(() => population.shuffleDo(() => population.compact(), random())).toThrow(/during a pass/);
    population.compact();
    expect(population.rows).toBe(2);
  });

  it('save and restore: everything goes on as it would have', () => {
    const moves = fc.array(fc.nat(99), { maxLength: 60 });
    const act = (population: ReturnType<typeof make>, all: readonly number[]) => {
      const seen: number[] = [];
      for (const move of all) {
        if (move < 50) {
          const row = population.add();
          population.columns.weight[row] = move;
          seen.push(row, population.idOf(row));
        } else population.remove(move % Math.max(1, population.rows));
        seen.push(population.pick(random()) ?? -1);
      }
      return [seen, [...population], [...population.get('weight')], population.size];
    };
    fc.assert(
      fc.property(moves, moves, moves, (before, after, other) => {
        const population = make([1, 2, 3]);
        act(population, before);
        const state = structuredClone(population.save());
        const expected = act(population, after);
        for (const each of [population, make([9])]) {
          act(each, other);
          each.restore(state);
          expect(act(each, after)).toEqual(expected);
        }
      }),
    );
    expect(() => new Population(3, { weight: column(Int32Array) }).restore(make([1]).save())).toThrow(
      /window/,
    );
  });

  it('cost nothing where there are none: every row is its own id, and columns are as long as the population', () => {
    const population = make([1, 2]);
    expect(population.save().ids).toBeNull();
    expect([population.idOf(1), population.alive(1), population.alive(2)]).toEqual([1, true, false]);
    expect(population.columns.weight.length).toBe(2);
  });

  it('refuse a capacity under the size, and rows of another width', () => {
    expect(() => new Population(3, {}, { capacity: 2 })).toThrow(/capacity/);
    expect(() => make([1]).set('window', [1, 2])).toThrow(/6 numbers; got 2/);
    expect([...make([1]).set('window', [1, 2, 3, 4, 5, 6]).columns.window]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

it("a newborn's values are zeros, whatever a buffer of the whole column left in its row", () => {
  const rows = new Population(3, { energy: Int32Array });
  const next = new DoubleBuffer(() => rows.columns.energy);
  rows.set('energy', 7);
  rows.do((i) => {
    next.write[i] = 9;
  });
  rows.remove(2);
  rows.compact();
  // Over the row of the dead, too.
  next.swap();
  expect(rows.columns.energy[rows.add()]).toBe(0);
});

it('nobody lives in a row that there cannot be', () => {
  const rows = new Population(3, { energy: Int32Array });
  for (const row of [-1, 0.5, 3, Number.NaN]) {
    expect(rows.alive(row)).toBe(false);
    expect(rows.has(row)).toBe(false);
    rows.remove(row);
  }
  expect([rows.size, ...rows.toArray()]).toEqual([3, 0, 1, 2]);
  expect([...rows.select({}).union([-1, 0.5, 7])]).toEqual([0, 1, 2]);
});

it('a view that create makes has each row once, where init removed newborns', () => {
  const rows = new Population(1, { energy: Int32Array });
  let calls = 0;
  const born = rows.create(4, (i) => {
    if (calls++ < 2) rows.remove(i);
  });
  expect(Array.from(born, (i) => rows.idOf(i))).toEqual([3, 4]);
  expect(born.size).toBe(2);
});

it('a view knows whom it has through deaths and births, as its list says', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(11)), { maxLength: 40 }), (changes) => {
      const rows = new Population(12, { energy: Int32Array });
      const even = rows.select((i) => i % 2 === 0);
      for (const [dies, row] of changes) {
        if (dies) rows.remove(row);
        else rows.add();
        for (let i = 0; i < rows.rows; i++) expect(even.has(i)).toBe(even.toArray().includes(i));
      }
    }),
  );
});

it('refuses to create what is no number of agents', () => {
  const rows = new Population(0, {});
  for (const count of [0.5, -1, Number.NaN])
    expect(() => rows.create(count)).toThrow(`a whole number, 0 or more; got ${count}`);
});
