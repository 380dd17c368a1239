import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grid, type GridOptions, type Metric } from '../../../../framework/index.js';

/** Steps between two cells by the definition of the metric, tried over all copies of the second. */
function naiveDistance(grid: Grid, torus: readonly boolean[], metric: Metric, a: number, b: number): number {
  const size = grid.dimensions;
  let copies: number[][] = [[]];
  grid.coordinates(b).forEach((at, d) => {
    const shifts = torus[d] ? [-1, 0, 1].map((k) => at + k * size[d]!) : [at];
    copies = copies.flatMap((copy) => shifts.map((shifted) => [...copy, shifted]));
  });
  const from = grid.coordinates(a);
  return Math.min(...copies.map((to) => flatDistance(metric, from, to)));
}

function flatDistance(metric: Metric, a: readonly number[], b: readonly number[]): number {
  if (metric === 'hex') {
    const [p, q] = [cube(a), cube(b)];
    return Math.max(...p.map((at, k) => Math.abs(at - q[k]!)));
  }
  const apart = a.map((at, d) => Math.abs(at - b[d]!));
  return metric === 'moore' ? Math.max(...apart) : apart.reduce((sum, each) => sum + each, 0);
}

/** Cube coordinates (q + r + s = 0) of a hexagon in rows, those of odd y moved by half a cell. */
function cube([x, y]: readonly number[]): number[] {
  const q = x! - (y! - (y! & 1)) / 2;
  return [q, y!, -q - y!];
}

const flat: fc.Arbitrary<GridOptions> = fc.record({
  size: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
  metric: fc.constantFrom<Metric>('moore', 'von-neumann'),
});
const hex: fc.Arbitrary<GridOptions> = fc.record({
  size: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(2, 4, 6, 8)),
  metric: fc.constant<Metric>('hex'),
});
const options = fc
  .oneof(flat, hex)
  .chain((given) =>
    fc
      .array(fc.boolean(), { minLength: given.size.length, maxLength: given.size.length })
      .map((torus) => ({ ...given, torus })),
  );

describe('the cells around a cell', () => {
  it('are those within the distance, ascending, each once, for every metric, size, torus and radius', () => {
    fc.assert(
      fc.property(options, fc.nat(4), fc.boolean(), (given, radius, centre) => {
        const grid = new Grid(given);
        const all = Array.from({ length: grid.size }, (_, cell) => cell);
        for (const cell of all) {
          const distances = all.map((other) => naiveDistance(grid, given.torus, given.metric!, cell, other));
          expect(all.map((other) => grid.distance(cell, other))).toEqual(distances);
          expect(Array.from(grid.cellsWithin(cell, radius, centre))).toEqual(
            all.filter((other) => distances[other]! <= radius && (centre || other !== cell)),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are as they were while another radius or cell is asked for', () => {
    const grid = new Grid({ size: [9, 9] });
    const hood = grid.hood(2);
    const at = hood.open(40);
    const { steps } = hood;
    const before = Array.from(steps.subarray(at, at + 1 + steps[at]!));
    for (let cell = 0; cell < grid.size; cell++) hood.open(cell);
    expect(Array.from(steps.subarray(at, at + 1 + steps[at]!))).toEqual(before);
  });

  it('are found for a radius whose steps are too many to be kept', () => {
    const grid = new Grid({ size: [90, 90], torus: true });
    const whole = new Grid({ size: [90, 90], torus: true, metric: 'von-neumann' });
    for (const cell of [0, 44 * 90 + 44, 8099]) {
      const [x, y] = grid.coordinates(cell) as [number, number];
      const near = (x2: number, y2: number) =>
        Math.max(
          Math.min(Math.abs(x - x2), 90 - Math.abs(x - x2)),
          Math.min(Math.abs(y - y2), 90 - Math.abs(y - y2)),
        );
      const expected = Array.from({ length: 8100 }, (_, other) => other).filter(
        (other) => other !== cell && near(other % 90, Math.floor(other / 90)) <= 40,
      );
      expect(Array.from(grid.cellsWithin(cell, 40))).toEqual(expected);
      expect(whole.cellsWithin(cell, 90)).toHaveLength(8099);
    }
  });
});

it('a cell met from both sides of a torus smaller than the neighbourhood counts once', () => {
  const grid = new Grid({ size: [2, 3], torus: true });
  expect(Array.from(grid.cellsWithin(0, 1))).toEqual([1, 2, 3, 4, 5]);
  expect(Array.from(grid.cellsWithin(0, 5))).toEqual([1, 2, 3, 4, 5]);
});

it('a cell is not around itself on a torus of one cell', () => {
  const grid = new Grid({ size: [1, 1], torus: true });
  expect(Array.from(grid.cellsWithin(0, 3))).toEqual([]);
  expect(Array.from(grid.cellsWithin(0, 3, true))).toEqual([0]);
});

it('hexagons of odd rows lie half a cell further along x', () => {
  const grid = new Grid({ size: [5, 5], metric: 'hex' });
  const around = (x: number, y: number) =>
    Array.from(grid.cellsWithin(grid.cell(x, y)), (cell) => grid.coordinates(cell).join());
  expect(around(2, 2)).toEqual(['1,1', '2,1', '1,2', '3,2', '1,3', '2,3']);
  expect(around(2, 1)).toEqual(['2,0', '3,0', '1,1', '3,1', '2,2', '3,2']);
});

describe('coordinates', () => {
  it('and cells are two names of one thing', () => {
    fc.assert(
      fc.property(options, (given) => {
        const grid = new Grid(given);
        for (let cell = 0; cell < grid.size; cell++) expect(grid.cell(...grid.coordinates(cell))).toBe(cell);
      }),
    );
    expect(new Grid({ size: [4, 3, 2] }).cell(1, 2, 1)).toBe(1 + 4 * (2 + 3 * 1));
  });

  it('beyond an edge are on the other side of a torus, and an error elsewhere', () => {
    const grid = new Grid({ size: [4, 3], torus: [true, false] });
    expect(grid.cell(-1, 2)).toBe(grid.cell(3, 2));
    expect(grid.cell(9, 2)).toBe(grid.cell(1, 2));
    expect(() => grid.cell(1, 3)).toThrow('There is no cell [1, 3] in a grid of [4, 3].');
    expect(() => grid.cell(1.5, 0)).toThrow('no cell');
    expect(() => grid.cell(1)).toThrow('no cell');
    expect(() => grid.cell(1, 1, 1)).toThrow('no cell');
  });
});

it.each([
  [{ size: [] }, 'size'],
  [{ size: [3, 0] }, 'size'],
  [{ size: [3, 2.5] }, 'size'],
  [{ size: [100_000, 100_000] }, '2^31'],
  [{ size: [3, 3], torus: [true] }, 'once a dimension'],
  [{ size: [3, 3, 3], metric: 'hex' as const }, 'two dimensions'],
  [{ size: [3, 3], metric: 'hex' as const, torus: true }, 'even height'],
  [{ size: [3, 3], capacity: 0 }, 'capacity'],
  [{ size: [3, 3], capacity: 1.5 }, 'capacity'],
])('%o is refused', (given, why) => {
  expect(() => new Grid(given)).toThrow(why);
});

it.each([-1, 0.5, Number.NaN])('a radius of %s is refused', (radius) => {
  expect(() => new Grid({ size: [3, 3] }).cellsWithin(0, radius)).toThrow('radius');
});
