import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grid, type Item } from '../../../../framework/index.js';
import { agents, chiSquare, random } from '../support.js';

/** Where everyone is, in the plainest way: a list a cell. */
class Naive {
  readonly cells: Item[][];
  readonly #capacity: number;

  constructor(size: number, capacity: number) {
    this.cells = Array.from({ length: size }, () => []);
    this.#capacity = capacity;
  }

  cellOf(item: Item): number {
    return this.cells.findIndex((items) => items.includes(item));
  }

  hasRoom(cell: number): boolean {
    return this.cells[cell]!.length < this.#capacity;
  }

  take(item: Item): void {
    for (const items of this.cells) if (items.includes(item)) items.splice(items.indexOf(item), 1);
  }
}

const WIDTH = 4;
const HEIGHT = 3;
const SIZE = WIDTH * HEIGHT;

type Act = readonly [kind: 'place' | 'remove' | 'move' | 'swap' | 'moveToEmpty', who: number, to: number];
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.tuple(
    fc.constantFrom('place', 'place', 'remove', 'move', 'move', 'swap', 'moveToEmpty'),
    fc.nat(9),
    fc.nat(SIZE - 1),
  ) as fc.Arbitrary<Act>,
  { maxLength: 60 },
);

/** Does one thing to both; what one refuses, the other must refuse. */
function act(
  grid: Grid<Item>,
  naive: Naive,
  items: readonly Item[],
  [kind, who, to]: Act,
  seed: number,
): void {
  const item = items[who]!;
  const at = naive.cellOf(item);
  switch (kind) {
    case 'place':
      if (at >= 0 || !naive.hasRoom(to)) expect(() => grid.place(item, to)).toThrow();
      else {
        grid.place(item, to);
        naive.cells[to]!.push(item);
      }
      break;
    case 'remove':
      grid.remove(item);
      naive.take(item);
      break;
    case 'move':
      if (at < 0 || (at !== to && !naive.hasRoom(to))) expect(() => grid.move(item, to)).toThrow();
      else {
        grid.move(item, to);
        if (at === to) break;
        naive.take(item);
        naive.cells[to]!.push(item);
      }
      break;
    case 'swap': {
      const other = items[(who + 1 + (to % 9)) % items.length]!;
      const otherAt = naive.cellOf(other);
      if (at < 0 || otherAt < 0) expect(() => grid.swap(item, other)).toThrow();
      else {
        grid.swap(item, other);
        if (at === otherAt) break;
        naive.take(item);
        naive.take(other);
        naive.cells[otherAt]!.push(item);
        naive.cells[at]!.push(other);
      }
      break;
    }
    case 'moveToEmpty':
      if (at < 0 || naive.cells.every(({ length }) => length > 0))
        expect(() => grid.moveToEmpty(item, random(seed))).toThrow();
      else {
        const chosen = grid.moveToEmpty(item, random(seed));
        expect(naive.cells[chosen]).toEqual([]);
        naive.take(item);
        naive.cells[chosen]!.push(item);
      }
  }
}

function expectAlike(grid: Grid<Item>, naive: Naive, items: readonly Item[], radius: number): void {
  const cells = Array.from({ length: SIZE }, (_, cell) => cell);
  expect(cells.map((cell) => grid.at(cell))).toEqual(naive.cells);
  expect(cells.map((cell) => grid.count(cell))).toEqual(naive.cells.map(({ length }) => length));
  expect(cells.map((cell) => grid.firstAt(cell))).toEqual(naive.cells.map(([first]) => first));
  expect(cells.map((cell) => grid.hasRoom(cell))).toEqual(cells.map((cell) => naive.hasRoom(cell)));
  const empty = cells.filter((cell) => naive.cells[cell]!.length === 0);
  expect(Array.from(grid.empties)).toEqual(empty);
  expect(grid.emptyCount).toBe(empty.length);
  expect(cells.filter((cell) => grid.isEmpty(cell))).toEqual(empty);
  const within = (cell: number) =>
    cells.filter((other) => grid.distance(cell, other) <= radius).flatMap((other) => naive.cells[other]!);
  for (const cell of cells) expect(grid.within(cell, radius)).toEqual(within(cell));
  for (const item of items) {
    const at = naive.cellOf(item);
    expect(grid.has(item)).toBe(at >= 0);
    expect(grid.placeOf(item)).toBe(at < 0 ? undefined : at);
    if (at < 0) {
      expect(() => grid.neighbours(item)).toThrow('is not in this space');
      continue;
    }
    const others = within(at).filter((other) => other !== item);
    expect(grid.neighbours(item, radius)).toEqual(others);
    expect(grid.near(item, radius).toArray()).toEqual(others);
    const isOdd = (other: Item) => (typeof other === 'number' ? other : other.id) % 2 === 1;
    expect(grid.near(item, radius).countWhere(isOdd)).toBe(others.filter(isOdd).length);
    const visited: Item[] = [];
    grid.forEachWithin(item, radius, (other) => visited.push(other));
    expect(visited).toEqual(others);
  }
}

describe.each(['rows', 'agents'])('%s on a grid', (kind) => {
  const newItems = (): Item[] => (kind === 'rows' ? Array.from({ length: 10 }, (_, i) => 3 * i) : agents(10));

  it('are where a list a cell says, whatever was done; saved and restored they go on alike', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 'unlimited' as const),
        fc.constantFrom<'moore' | 'von-neumann' | 'hex'>('moore', 'von-neumann', 'hex'),
        fc.boolean(),
        fc.nat(3),
        acts,
        acts,
        (capacity, metric, wraps, radius, before, after) => {
          const options = { size: [WIDTH, HEIGHT], metric, torus: metric !== 'hex' && wraps, capacity };
          const items = newItems();
          const grid = new Grid<Item>(options);
          const naive = new Naive(SIZE, capacity === 'unlimited' ? Number.POSITIVE_INFINITY : capacity);
          for (const [k, each] of before.entries()) act(grid, naive, items, each, k);
          expectAlike(grid, naive, items, radius);

          const twin = new Grid<Item>(options);
          twin.place(items[0]!, 0);
          twin.restore(structuredClone(grid.save()), (id) =>
            items.find((item) => typeof item !== 'number' && item.id === id),
          );
          const twins = new Naive(SIZE, capacity === 'unlimited' ? Number.POSITIVE_INFINITY : capacity);
          for (const [cell, inCell] of naive.cells.entries()) twins.cells[cell]!.push(...inCell);
          expectAlike(twin, twins, items, radius);
          after.forEach((each, k) => {
            act(grid, naive, items, each, k);
            act(twin, twins, items, each, k);
          });
          expect(twins.cells).toEqual(naive.cells);
          expect(twin.save()).toEqual(grid.save());
          expectAlike(twin, twins, items, radius);
        },
      ),
    );
  });

  it('are drawn uniformly to an empty cell, with one draw', () => {
    const grid = new Grid<Item>({ size: [5, 5] });
    const items = newItems();
    for (const [k, item] of items.entries()) grid.place(item, 2 * k);
    const cursor = random(7);
    const counts = new Array<number>(25).fill(0);
    for (let k = 0; k < 15_000; k++) counts[grid.randomEmpty(cursor)!]!++;
    const empties = Array.from(grid.empties);
    expect(empties).toHaveLength(15);
    // 14 degrees of freedom; 36.1 is passed once in a thousand.
    expect(chiSquare(empties.map((cell) => counts[cell]!))).toBeLessThan(36.1);
    expect(counts.reduce((sum, count) => sum + count)).toBe(15_000);
    const same = random(7);
    for (let k = 0; k < 15_000; k++) same.next();
    expect(same.next()).toBe(cursor.next());
  });

  it('are placed at an empty cell while there is one', () => {
    const items = newItems();
    const grid = new Grid<Item>({ size: [3, 3] });
    const cells = items.slice(0, 9).map((item) => grid.placeAtEmpty(item, random()));
    expect([...cells].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(grid.randomEmpty(random())).toBeUndefined();
    expect(() => grid.placeAtEmpty(items[9]!, random())).toThrow('No empty place was found.');
  });
});

it('nobody sees itself, on the smallest torus and with company in its cell', () => {
  const grid = new Grid({ size: [1, 2], torus: true, capacity: 2 });
  grid.place(5, 0);
  expect(grid.neighbours(5, 3)).toEqual([]);
  grid.place(6, 0);
  expect(grid.neighbours(5, 0)).toEqual([6]);
  expect(grid.neighbours(6, 2)).toEqual([5]);
});

it('a visit meets those who were near when it began, whatever it moves and asks', () => {
  const grid = new Grid({ size: [9, 1], capacity: 4 });
  for (const row of [0, 1, 2, 3]) grid.place(row, 4);
  grid.place(4, 0);
  grid.place(5, 0);
  const met: number[] = [];
  grid.forEachWithin(0, 1, (other) => {
    met.push(other);
    if (other === 1) grid.move(2, 0);
    grid.forEachWithin(other, 8, (third) => met.push(10 + third));
  });
  expect(met).toEqual([1, 14, 15, 12, 10, 13, 2, 14, 15, 10, 11, 13, 3, 14, 15, 12, 10, 11]);
});

it('a cell left by move, swap or removal is empty, and one entered is not', () => {
  const grid = new Grid({ size: [2, 2] });
  grid.place(0, 0);
  grid.place(1, 1);
  grid.move(0, 3);
  expect(Array.from(grid.empties)).toEqual([0, 2]);
  grid.swap(0, 1);
  expect([grid.placeOf(0), grid.placeOf(1)]).toEqual([1, 3]);
  expect(Array.from(grid.empties)).toEqual([0, 2]);
  grid.remove(1);
  expect(Array.from(grid.empties)).toEqual([0, 2, 3]);
});

it('errors say who, where and what to do', () => {
  const grid = new Grid<Item>({ size: [2, 2] });
  const [agent] = agents(1);
  grid.place(0, 0);
  expect(() => grid.place(0, 1)).toThrow('Row 0 is in cell 0 already.');
  expect(() => grid.place(1, 0)).toThrow('Row 1 does not fit into cell 0, which holds 1 already.');
  expect(() => grid.place(1, 4)).toThrow('There is no cell 4: cells are numbered from 0 to 3.');
  expect(() => grid.place(1, 0.5)).toThrow('There is no cell 0.5');
  expect(() => grid.move(7, 1)).toThrow('Row 7 is not in this space.');
  expect(() => grid.place(-1, 1)).toThrow('A row is a whole number');
  expect(() => grid.place(agent!, 1)).toThrow(
    'Agent 0 cannot enter: a space holds rows or agents, not both.',
  );
  expect(() =>
    grid.restore(
      { kind: 'agents', items: Int32Array.of(3), cells: Int32Array.of(0), empties: Int32Array.of(1, 2, 3) },
      () => undefined,
    ),
  ).toThrow('The agent 3 of the saved space is not there.');
});

it('slots of agents that left are used again', () => {
  const grid = new Grid<Item>({ size: [2, 2] });
  const [first, ...others] = agents(1000);
  grid.place(first!, 1);
  for (const agent of others) {
    grid.place(agent, 0);
    grid.remove(agent);
    expect(grid.has(agent)).toBe(false);
  }
  expect(grid.cells.length).toBeLessThan(20);
});

it('draws one of those in a cell, each as often, and nobody from an empty one', () => {
  const grid = new Grid({ size: [2, 1], capacity: 'unlimited' });
  for (const row of [5, 3, 8]) grid.place(row, 1);
  const draws = random();
  expect(grid.randomAt(0, draws)).toBeUndefined();
  const counts = new Map<number, number>();
  for (let k = 0; k < 3000; k++) {
    const row = grid.randomAt(1, draws)!;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([3, 5, 8]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it('a space that is empty again may hold the other kind', () => {
  const grid = new Grid<Item>({ size: [2, 2] });
  const [agent] = agents(1);
  grid.place(3, 0);
  grid.remove(3);
  grid.place(agent!, 0);
  expect(grid.at(0)).toEqual([agent]);
  grid.remove(agent!);
  grid.place(3, 1);
  expect(grid.firstAt(1)).toBe(3);
});
