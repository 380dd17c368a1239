import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContinuousSpace, type Item, type Point } from '../../../../framework/index.js';
import { agents, chiSquare, random } from '../support.js';

interface Lay {
  readonly size: readonly number[];
  readonly torus: readonly boolean[];
}

/** From a to b along each axis, by the definition: the least of the copies that a torus makes. */
function difference({ size, torus }: Lay, a: Point, b: Point): number[] {
  return a.map((from, d) => {
    const apart = b[d]! - from;
    const half = size[d]! / 2;
    if (!torus[d] || Math.abs(apart) <= half) return apart;
    return apart > 0 ? apart - size[d]! : apart + size[d]!;
  });
}

const square = (offsets: readonly number[]): number => offsets.reduce((sum, along) => sum + along * along, 0);

const lengths = fc.constantFrom(1, 3, 10, 0.7, 150);
const lay: fc.Arbitrary<Lay> = fc.constantFrom(2, 3).chain((dimensions) =>
  fc.record({
    size: fc.array(lengths, { minLength: dimensions, maxLength: dimensions }),
    torus: fc.array(fc.boolean(), { minLength: dimensions, maxLength: dimensions }),
  }),
);

/** Shares of a length: coarse, so that ties, edges and equal points occur; or any. */
const share = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const point = ({ size, torus }: Lay): fc.Arbitrary<Point> =>
  fc.tuple(...size.map((length, d) => share.map((at) => (torus[d] && at === 1 ? 0 : at * length))));

const radius = fc.oneof(
  fc.constantFrom(0, 0.25, 0.5, 1, 15, 1e9),
  fc.double({ min: 0, max: 20, noNaN: true }),
);

const scene = lay.chain((given) =>
  fc.record({
    given: fc.constant(given),
    points: fc.array(point(given), { minLength: 1, maxLength: 40 }),
    moves: fc.array(fc.tuple(fc.nat(39), point(given), radius), { maxLength: 30 }),
    removed: fc.array(fc.nat(39), { maxLength: 5 }),
  }),
);

function expectAlike(
  space: ContinuousSpace<Item>,
  given: Lay,
  where: ReadonlyMap<Item, Point>,
  within: number,
): void {
  const items = [...where.keys()];
  for (const [item, at] of where) {
    expect(space.placeOf(item)).toEqual(at);
    const others = items.filter((other) => other !== item);
    const ways = new Map(others.map((other) => [other, difference(given, at, where.get(other)!)]));
    const near = others.filter((other) => square(ways.get(other)!) <= within * within);
    expect(space.neighbours(item, within)).toEqual(near);
    const found = space.near(item, within);
    const all = near.map((_, k) => [found.dx[k], found.dy[k], found.dz[k]].slice(0, at.length));
    expect(all).toEqual(near.map((other) => ways.get(other)));
    const byDistance = [...others].sort(
      (a, b) => square(ways.get(a)!) - square(ways.get(b)!) || items.indexOf(a) - items.indexOf(b),
    );
    for (const count of [0, 1, 3, 50]) expect(space.nearest(item, count)).toEqual(byDistance.slice(0, count));
    for (const other of others) {
      expect(space.offset(item, other)).toEqual(ways.get(other));
      expect(space.distance(item, other)).toBe(Math.sqrt(square(ways.get(other)!)));
    }
  }
}

describe.each(['rows', 'agents'])('%s in continuous space', (kind) => {
  const newItems = (count: number): Item[] =>
    kind === 'rows' ? Array.from({ length: count }, (_, i) => 2 * i) : agents(count);

  it('are found as by comparing all pairs, to the bit, whatever moves and leaves; saved and restored alike', () => {
    fc.assert(
      fc.property(scene, radius, ({ given, points, moves, removed }, within) => {
        const items = newItems(points.length);
        const space = new ContinuousSpace<Item>(given);
        const where = new Map(items.map((item, i) => [item, points[i]!]));
        // Not in order of rank.
        for (const item of items.toReversed()) space.place(item, where.get(item)!);
        for (const [who, to, first] of moves) {
          const item = items[who % items.length]!;
          space.near(item, first);
          space.move(item, to);
          where.set(item, to);
        }
        for (const who of removed) {
          const item = items[who % items.length]!;
          space.remove(item);
          where.delete(item);
          expect(space.placeOf(item)).toBeUndefined();
        }
        expect(space.size).toBe(where.size);
        expectAlike(space, given, where, within);
        for (const at of points) {
          const near = [...where.keys()].filter(
            (item) => square(difference(given, at, where.get(item)!)) <= within * within,
          );
          expect(space.within(at, within)).toEqual(near);
          expect(space.nearestTo(at, 100)).toHaveLength(where.size);
        }
        const twin = new ContinuousSpace<Item>(given);
        twin.place(items[0]!, points[0]!);
        twin.restore(structuredClone(space.save()), (id) =>
          items.find((item) => typeof item !== 'number' && item.id === id),
        );
        expectAlike(twin, given, where, within);
        expect(twin.save()).toEqual(space.save());
      }),
      { numRuns: 300 },
    );
  });
});

it('many are found in order, too', () => {
  const space = new ContinuousSpace<Item>({ size: [10, 10], torus: true });
  const cursor = random();
  const items = agents(300);
  for (const item of items.toReversed()) space.placeAtRandom(item, cursor);
  expect(space.neighbours(items[7]!, 20)).toEqual(items.filter((item) => item !== items[7]));
});

it('someone across the edge of a torus is found where one cell is the whole of it', () => {
  const space = new ContinuousSpace({ size: [1, 1], torus: [false, true] });
  space.place(0, [0, 0.75]);
  space.place(1, [0, 0]);
  space.place(2, [0.25, 0.75]);
  expect(space.neighbours(0, 0.25)).toEqual([1, 2]);
  expect(space.nearest(0, 1)).toEqual([1]);
});

it('someone met from both sides of a torus smaller than the radius is found once, and nobody finds itself', () => {
  const space = new ContinuousSpace({ size: [2, 2], torus: true });
  space.place(0, [0.5, 0.5]);
  space.place(1, [1.5, 0.5]);
  space.place(2, [0.5, 0.5]);
  expect(space.neighbours(0, 50)).toEqual([1, 2]);
  expect(space.neighbours(0, 0)).toEqual([2]);
  expect(space.within([0.5, 0.5], 0)).toEqual([0, 2]);
});

it('the way across the edge of a torus is the shorter one', () => {
  const space = new ContinuousSpace({ size: [10, 10], torus: [true, false] });
  space.place(0, [1, 1]);
  space.place(1, [9, 9]);
  expect(space.offset(0, 1)).toEqual([-2, 8]);
  expect(space.distance(0, 1)).toBe(Math.sqrt(68));
  expect(space.heading(0, 1)).toEqual([-2 / Math.sqrt(68), 8 / Math.sqrt(68)]);
  expect(space.heading(0, 0)).toEqual([0, 0]);
});

it('a step over the edge of a torus comes in at the other, and a hair below 0 is 0', () => {
  const space = new ContinuousSpace({ size: [150, 150], torus: true });
  space.place(0, [149, 1]);
  space.moveBy(0, 2, -3);
  expect(space.placeOf(0)).toEqual([1, 148]);
  space.moveTo(0, -1e-20, 450);
  expect(space.placeOf(0)).toEqual([0, 0]);
  space.moveTo(0, 1510, -149);
  expect(space.placeOf(0)).toEqual([10, 1]);
});

it('edges are inside where there is no torus, and what is beyond is refused and moves nobody', () => {
  const space = new ContinuousSpace({ size: [4, 5] });
  space.place(0, [4, 5]);
  expect(space.neighbours(0, 1)).toEqual([]);
  expect(() => space.moveBy(0, 0.5, 0)).toThrow('The point [4.5, 5] is outside of the space of [4, 5].');
  expect(space.placeOf(0)).toEqual([4, 5]);
  expect(() => space.place(1, [Number.NaN, 1])).toThrow('outside');
});

it.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is no coordinate of a torus', (at) => {
  const space = new ContinuousSpace({ size: [4, 5, 6], torus: true });
  expect(() => space.place(0, [1, 2, at])).toThrow('outside');
});

it('a visit meets those who were near when it began, whatever it moves and asks', () => {
  const space = new ContinuousSpace({ size: [9, 9] });
  for (const row of [0, 1, 2]) space.place(row, [row, 0]);
  const met: number[][] = [];
  space.forEachWithin(0, 2, (other, dx, dy, dz) => {
    met.push([other, dx, dy, dz]);
    space.moveBy(2, 0, 1);
    space.forEachWithin(other, 9, (third) => met.push([third]));
  });
  expect(met).toEqual([[1, 1, 0, 0], [0], [2], [2, 2, 0, 0], [0], [1]]);
});

it('random places fill the space uniformly', () => {
  const space = new ContinuousSpace({ size: [4, 8, 2] });
  const cursor = random(3);
  const counts = new Array<number>(64).fill(0);
  for (let k = 0; k < 6400; k++) {
    const [x, y, z] = space.randomPlace(cursor) as [number, number, number];
    counts[Math.floor(x) + 4 * (Math.floor(y) + 8 * Math.floor(z))]!++;
  }
  // 63 degrees of freedom; 103.4 is passed once in a thousand.
  expect(chiSquare(counts)).toBeLessThan(103.4);
});

it('errors say what was expected', () => {
  const space = new ContinuousSpace<Item>({ size: [4, 4] });
  space.place(0, [1, 1]);
  expect(() => space.place(0, [2, 2])).toThrow('Row 0 is in this space already.');
  expect(() => space.place(1, [2, 2, 2])).toThrow('A point has 2 coordinates here; got [2, 2, 2].');
  expect(() => space.near(1, 2)).toThrow('Row 1 is not in this space.');
  expect(() => space.near(0, -1)).toThrow('A radius is 0 or more; got -1.');
  expect(() => space.nearest(0, 0.5)).toThrow('whole number');
  expect(() => new ContinuousSpace({ size: [4] })).toThrow('two or three lengths');
  expect(() => new ContinuousSpace({ size: [4, 0] })).toThrow('above 0 and finite');
  expect(() => new ContinuousSpace({ size: [4, 4], torus: [true] })).toThrow('torus once or for each');
});

it('finds everyone within a radius far beyond the space', () => {
  for (const torus of [false, true])
    for (const radius of [1e3, 3e11, 1e15, Number.MAX_VALUE, Number.POSITIVE_INFINITY]) {
      const space = new ContinuousSpace({ size: [100, 100], torus });
      for (let i = 0; i < 40; i++) space.place(i, [(i * 37) % 100, (i * 59) % 100]);
      space.neighbours(0, 1);
      expect(space.neighbours(0, radius).length).toBe(39);
      expect(space.within([50, 50], radius).length).toBe(40);
    }
});
