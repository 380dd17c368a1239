import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMask, Grid, hoodMask, Mask, PropertyLayer } from '../../../../framework/index.js';
import { agents, chiSquare, random } from '../support.js';

const WIDTH = 5;
const HEIGHT = 4;
const SIZE = WIDTH * HEIGHT;
const ALL = Array.from({ length: SIZE }, (_, cell) => cell);

const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: SIZE, maxLength: SIZE });
const sets = fc.uniqueArray(fc.nat(SIZE - 1)).map((cells) => new Set(cells));
const maskOf = (cells: Iterable<number>) => Mask.of(SIZE, cells);

function layerOf(of: readonly number[], torus = false): PropertyLayer<Float64Array> {
  const layer = new PropertyLayer(new Grid({ size: [WIDTH, HEIGHT], torus }), Float64Array);
  layer.values.set(of);
  return layer;
}

it('masks are sets of cells, and so is what is made of them', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const [p, q] = [maskOf(a), maskOf(b)];
      const expectCells = (mask: Mask, holds: (cell: number) => boolean) => {
        const cells = ALL.filter(holds);
        expect(Array.from(mask.cells)).toEqual(cells);
        expect(mask.count).toBe(cells.length);
        expect(ALL.filter((cell) => mask.has(cell))).toEqual(cells);
        expect(mask.size).toBe(SIZE);
      };
      expectCells(p, (cell) => a.has(cell));
      expectCells(p.and(q), (cell) => a.has(cell) && b.has(cell));
      expectCells(p.or(q), (cell) => a.has(cell) || b.has(cell));
      expectCells(p.xor(q), (cell) => a.has(cell) !== b.has(cell));
      expectCells(p.minus(q), (cell) => a.has(cell) && !b.has(cell));
      expectCells(p.not(), (cell) => !a.has(cell));
      expectCells(
        Mask.where(SIZE, (cell) => a.has(cell)),
        (cell) => a.has(cell),
      );
    }),
  );
});

it('masks of empty cells and of neighbourhoods follow the grid', () => {
  const grid = new Grid({ size: [3, 3], torus: true });
  grid.place(0, 4);
  expect(Array.from(emptyMask(grid).cells)).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
  expect(Array.from(hoodMask(new Grid({ size: [3, 3] }), 0, 1, true).and(emptyMask(grid)).cells)).toEqual([
    0, 1, 3,
  ]);
});

describe('a layer', () => {
  it('is changed where it is meant to be', () => {
    fc.assert(
      fc.property(values, sets, fc.integer({ min: -5, max: 5 }), (of, chosen, bound) => {
        const twice = (value: number, cell: number) => 2 * value + cell;
        const changed = (holds: (cell: number) => boolean) =>
          of.map((value, cell) => (holds(cell) ? twice(value, cell) : value));
        expect(Array.from(layerOf(of).modify(twice).values)).toEqual(changed(() => true));
        expect(Array.from(layerOf(of).modify(twice, maskOf(chosen)).values)).toEqual(
          changed((cell) => chosen.has(cell)),
        );
        expect(Array.from(layerOf(of).modify(twice, (value) => value > bound).values)).toEqual(
          changed((cell) => of[cell]! > bound),
        );
        expect(Array.from(layerOf(of).fill(7, maskOf(chosen)).values)).toEqual(
          of.map((value, cell) => (chosen.has(cell) ? 7 : value)),
        );
      }),
    );
  });

  it('is selected from by condition, by mask, and by extremes with all ties', () => {
    fc.assert(
      fc.property(values, sets, (of, chosen) => {
        const layer = layerOf(of);
        const cells = ALL.filter((cell) => chosen.has(cell));
        const least = Math.min(...cells.map((cell) => of[cell]!));
        const greatest = Math.max(...cells.map((cell) => of[cell]!));
        expect(Array.from(layer.select())).toEqual(ALL);
        expect(Array.from(layer.select(maskOf(chosen)))).toEqual(cells);
        expect(Array.from(layer.select((value) => value > 0))).toEqual(ALL.filter((cell) => of[cell]! > 0));
        expect(Array.from(layer.lowest(maskOf(chosen)))).toEqual(cells.filter((cell) => of[cell] === least));
        expect(Array.from(layer.highest((_, cell) => chosen.has(cell)))).toEqual(
          cells.filter((cell) => of[cell] === greatest),
        );
        const total = cells.reduce((sum, cell) => sum + of[cell]!, 0);
        expect(layer.agg('sum', maskOf(chosen))).toBe(total);
        expect(layer.agg('mean', maskOf(chosen))).toBe(cells.length === 0 ? null : total / cells.length);
        expect(layer.agg('max', maskOf(chosen))).toBe(cells.length === 0 ? null : greatest);
        expect(layer.agg('min')).toBe(Math.min(...of));
        expect(layer.agg((all) => all.length, maskOf(chosen))).toBe(cells.length);
      }),
    );
  });

  it('sums over neighbours as the definition does', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.nat(3), fc.boolean(), (of, torus, radius, centre) => {
        const grid = new Grid({ size: [WIDTH, HEIGHT], torus });
        const naive = ALL.map((cell) =>
          ALL.filter((other) => grid.distance(cell, other) <= radius && (centre || other !== cell)).reduce(
            (sum, other) => sum + of[other]!,
            0,
          ),
        );
        expect(Array.from(layerOf(of, torus).neighbourSums(radius, centre))).toEqual(naive);
      }),
    );
  });

  it('diffuses without gain or loss, at edges too', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.constantFrom(0, 0.25, 0.5, 1), (of, torus, share) => {
        const grid = new Grid({ size: [WIDTH, HEIGHT], torus });
        const layer = layerOf(of, torus).diffuse(share);
        const expected = of.map((own, cell) => {
          const others = ALL.filter((other) => grid.distance(cell, other) === 1);
          // All cells of this torus have 8 neighbours, and without it those inside do.
          return others.reduce((sum, other) => sum + ((of[other]! - own) * share) / 8, own);
        });
        for (const [cell, value] of expected.entries()) expect(layer.get(cell)).toBeCloseTo(value, 10);
      }),
    );
  });

  it('draws uniformly among the cells chosen', () => {
    const layer = layerOf(ALL);
    const cursor = random(5);
    const counts = new Array<number>(SIZE).fill(0);
    for (let k = 0; k < 5000; k++) counts[layer.pick(cursor, (value) => value >= 10)!]!++;
    expect(counts.slice(0, 10).every((count) => count === 0)).toBe(true);
    // 9 degrees of freedom; 27.9 is passed once in a thousand.
    expect(chiSquare(counts.slice(10))).toBeLessThan(27.9);
    expect(layer.pick(cursor, () => false)).toBeUndefined();
  });

  it('is the same after save and restore', () => {
    const layer = layerOf(ALL);
    const saved = structuredClone(layer.save());
    layer.fill(3);
    layer.restore(saved);
    expect(Array.from(layer.values)).toEqual(ALL);
    expect(() => layer.restore(new Float64Array(3))).toThrow('A layer of 20 cells cannot take 3 values.');
  });

  it('lies over a grid of agents, too, and says what is not there', () => {
    const grid = new Grid<ReturnType<typeof agents>[number]>({ size: [2, 2] });
    grid.place(agents(1)[0]!, 1);
    const layer = new PropertyLayer(grid, Int8Array, 4);
    layer.set(3, 5);
    expect(Array.from(layer.values)).toEqual([4, 4, 4, 5]);
    expect(layer.size).toBe(4);
    expect(() => layer.get(4)).toThrow('There is no cell 4');
    expect(() => layer.set(-1, 0)).toThrow('There is no cell -1');
    expect(() => layer.fill(1, maskOf([1]))).toThrow('A mask of 20 cells does not fit a layer of 4.');
    expect(() => maskOf([20])).toThrow('There is no cell 20');
    expect(() => maskOf([1]).and(Mask.of(3, []))).toThrow('do not go together');
    expect(() => layer.diffuse(1.5)).toThrow('A share is 0 … 1');
  });
});
