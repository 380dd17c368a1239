import { readFileSync } from 'node:fs';
import { UndirectedGraph } from 'graphology';
import { bidirectional } from 'graphology-shortest-path/unweighted.js';
import { describe, expect, it } from 'vitest';
import {
  Agent,
  ContinuousSpace,
  emptyMask,
  fillGraph,
  Grid,
  hoodMask,
  Model,
  NetworkSpace,
  NodeSpace,
  Population,
  PropertyLayer,
  ppm,
  type RandomCursor,
  RandomStreams,
  Scheduler,
  Space,
} from '../../framework/index.js';
import { inRepository } from '../app/starling.js';

// The examples of docs/spaces.md, run. The last test holds that they are the same.

const random = new RandomStreams(1).stream('docs').cursor(0, 0);

function newGrid(): Grid {
  const grid = new Grid({ size: [20, 10], torus: true });
  grid.place(0, grid.cell(19, 4));
  grid.place(1, grid.cell(0, 5));
  expect(grid.neighbours(0)).toEqual([1]);
  return grid;
}

class Town extends Model {
  readonly scheduler = new Scheduler([]);
}

class Resident extends Agent {
  group = 0;
}

describe('examples', () => {
  it('of spaces that are told of removals', () => {
    const warren = new Warren(1);
    const { field, foxes, dens } = warren;
    const rabbit = new Rabbit(warren);
    field.place(rabbit, 3);
    rabbit.remove();
    expect(field.has(rabbit)).toBe(false);
    dens.place(4, 5);
    foxes.remove(4);
    expect(dens.has(4)).toBe(false);
  });

  it('of a grid of agents', () => {
    const model = new Town(1);
    for (let i = 0; i < 2000; i++) new Resident(model).group = i % 2;
    const town = new Grid<Resident>({ size: [50, 50] });
    model.agentsOf(Resident).do((resident) => town.placeAtEmpty(resident, random));
    const before = likeness(town, model);
    for (let step = 0; step < 5; step++)
      model.agentsOf(Resident).do((resident) => {
        const near = town.neighbours(resident);
        const alike = near.filter(({ group }) => group === resident.group).length;
        if (alike * 2 < near.length) town.moveToEmpty(resident, random);
      });
    expect(likeness(town, model)).toBeGreaterThan(before + 0.1);
    expect(town.emptyCount).toBe(500);
  });

  it('of a hot loop', () => {
    const grid = newGrid();
    const group = [4, 4];
    const near = grid.near(0, 2);
    let alike = 0;
    for (let k = 0; k < near.count; k++) if (group[near.rows[k]!] === group[0]) alike++;
    expect(alike).toBe(1);
  });

  it('of a property layer', () => {
    const grid = newGrid();
    const grass = new PropertyLayer(grid, Uint8Array, 3);
    grass.modify(
      (height) => height + 1,
      (height) => height < 10,
    );
    grass.fill(0, hoodMask(grid, grid.cell(2, 2), 1, true));
    expect(grass.lowest()).toHaveLength(9);
    const cell = grass.pick(random, emptyMask(grid).and(grass.where((height) => height > 0)));
    expect(grass.get(cell!)).toBe(4);
    expect(grid.isEmpty(cell!)).toBe(true);
    expect(grass.agg('sum')).toBe(764);
  });

  it('of continuous space', () => {
    const sky = new ContinuousSpace({ size: [100, 100], torus: true });
    sky.place(0, [99, 50]);
    sky.place(1, [2, 54]);
    expect(sky.distance(0, 1)).toBe(5);
    expect(sky.heading(0, 1)).toEqual([0.6, 0.8]);
    expect(sky.neighbours(0, 5)).toEqual([1]);
    expect(sky.nearest(0, 3)).toEqual([1]);
    sky.moveBy(0, 2, 0);
    expect(sky.placeOf(0)).toEqual([1, 50]);
    const velocity = [0, 2];
    const { count, rows, dx, dy } = sky.near(0, 10);
    let x = 0;
    let y = 0;
    for (let k = 0; k < count; k++) {
      x += dx[k]! + velocity[rows[k]!]!;
      y += dy[k]!;
    }
    expect([x, y]).toEqual([3, 4]);
  });

  it('of networks', () => {
    const network = NetworkSpace.smallWorld(100, 4, ppm(0.1), random);
    const people = new NodeSpace(network);
    people.place(0, 17);
    people.place(1, network.neighbour(17, 0));
    expect(people.neighbours(0)).toEqual([1]);
    const graph = fillGraph(new UndirectedGraph(), network);
    const path = bidirectional(graph, 0, 50)!.map(Number);
    for (const [k, node] of path.entries()) if (k > 0) expect(network.linked(path[k - 1]!, node)).toBe(true);
  });

  it('of a space of five methods, which gets the other verbs for free', () => {
    const ring = new Ring(12);
    ring.place(0, 11);
    ring.place(1, 1);
    expect(ring.neighbours(0, 2)).toEqual([1]);
    ring.moveToEmpty(1, random);
    expect([11, undefined]).not.toContain(ring.placeOf(1));
    ring.swap(0, 1);
    expect(ring.placeOf(1)).toBe(11);
    ring.move(1, 4);
    expect([ring.placeOf(1), ring.has(1), ring.isEmpty(4), ring.isEmpty(11)]).toEqual([4, true, false, true]);
    expect(ring.randomNeighbour(1, random, 6)).toBe(0);
    expect(() => ring.move(5, 1)).toThrow('Row 5 is not in this space.');
    ring.remove(0);
    for (let item = 2; item < 13; item++) ring.placeAtEmpty(item, random);
    expect(ring.within(0, 6)).toHaveLength(12);
    expect(ring.randomEmpty(random)).toBeUndefined();
    expect(() => ring.placeAtEmpty(99, random)).toThrow('No empty place was found.');
    expect(ring.placeAtRandom(99, random)).toBe(ring.placeOf(99));
  });
});

class Warren extends Model {
  readonly field = new Grid<Rabbit>({ size: [20, 20], of: this });
  readonly foxes = new Population(10, { energy: Int32Array });
  readonly dens = new Grid({ size: [20, 20], of: this.foxes });
  readonly scheduler = new Scheduler([]);
}

class Rabbit extends Agent {}

class Ring extends Space<number> {
  readonly #houses: number[][];

  constructor(houses: number) {
    super();
    this.#houses = Array.from({ length: houses }, () => []);
  }

  place(item: number, house: number): void {
    this.#houses[house]!.push(item);
  }

  remove(item: number): void {
    const house = this.placeOf(item);
    if (house === undefined) return;
    this.#houses[house] = this.#houses[house]!.filter((other) => other !== item);
  }

  placeOf(item: number): number | undefined {
    const house = this.#houses.findIndex((items) => items.includes(item));
    return house < 0 ? undefined : house;
  }

  within(house: number, radius: number): number[] {
    const { length } = this.#houses;
    return this.#houses.flatMap((items, other) => {
      const apart = Math.abs(house - other);
      return Math.min(apart, length - apart) <= radius ? items : [];
    });
  }

  randomPlace(random: RandomCursor): number {
    return random.below(this.#houses.length);
  }
}

/** Mean share of neighbours of one's own group. */
function likeness(town: Grid<Resident>, model: Town): number {
  const shares = model.agentsOf(Resident).map((resident) => {
    const near = town.neighbours(resident);
    return near.length === 0 ? 1 : near.filter(({ group }) => group === resident.group).length / near.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** A line without layout, comment, or what a test says of its value. */
function bare(line: string): string {
  const code = line.replace(/\/\/.*$/, '').replace(/^const \w+ = (?=grass\.pick|bidirectional)/, '');
  return code
    .replace(/^expect\((.*)\)\.to\w+\(.*\);$/, '$1;')
    .replace(/!\.map\(Number\)/, '')
    .replaceAll(/\s+/g, '');
}

it('every line of every example of the page is run here', () => {
  const own = new Set(
    readFileSync(inRepository('tests/docs/spaces.test.ts'), 'utf8')
      .split('\n')
      .map((line) => bare(line.trim())),
  );
  const page = readFileSync(inRepository('docs/spaces.md'), 'utf8');
  const blocks = Array.from(page.matchAll(/```ts\n([\s\S]*?)```/g), ([, code]) => code!);
  expect(blocks.length).toBeGreaterThan(8);
  const lines = blocks.flatMap((code) => code.split('\n'));
  expect(lines.filter((line) => !own.has(bare(line.trim())))).toEqual([]);
});
