import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beside,
  cellCount,
  cellOf,
  placeOf,
  type RunGrid,
  runGrid,
  runsOf,
} from '../../../../../app/tui/terminal/sweep/layout/grid.js';

const grids = fc
  .record({
    designs: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3000 })),
    replications: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 })),
    width: fc.integer({ min: 20, max: 200 }),
    height: fc.integer({ min: 1, max: 50 }),
    name: fc.string({ maxLength: 60, unit: 'grapheme-ascii' }),
  })
  .filter(({ designs, replications }) => designs * replications <= 20_000)
  .map(({ designs, replications, width, height, name }) => ({
    designs,
    replications,
    width,
    height,
    grid: runGrid(
      Array.from({ length: designs }, (_, at) => `${name}=${at}`),
      replications,
      { x: 0, y: 0, width, height },
    ),
  }));

/** Where each cell is, as `column,row`. */
const places = (grid: RunGrid): string[] =>
  Array.from({ length: cellCount(grid) }, (_, cell) => {
    const { x, y } = placeOf(grid, cell);
    return `${x},${y}`;
  });

test('every run is in one cell, which knows it, and cells lie apart on the area', () => {
  fc.assert(
    fc.property(grids, ({ designs, replications, width, height, grid }) => {
      const counts = new Array<number>(cellCount(grid)).fill(0);
      const strays: number[] = [];
      for (let design = 0; design < designs; design++) {
        for (let replication = 0; replication < replications; replication++) {
          const cell = cellOf(grid, design, replication);
          counts[cell]!++;
          const { from, to, first, last } = runsOf(grid, cell);
          if (design < from || design >= to || replication < first || replication >= last) strays.push(cell);
        }
      }
      for (const [cell, count] of counts.entries()) {
        const { from, to, first, last } = runsOf(grid, cell);
        const { x, y } = placeOf(grid, cell);
        const isInside = x >= grid.label && x < width && y >= 0 && y < Math.min(height, grid.rows);
        if (count === 0 || count !== (to - from) * (last - first) || !isInside) strays.push(cell);
      }
      expect(strays).toEqual([]);
      expect(new Set(places(grid)).size).toBe(counts.length);
    }),
    { numRuns: 150 },
  );
});

test('a cell stands for one run wherever all runs have room', () => {
  fc.assert(
    fc.property(grids, ({ designs, replications, width, height, grid }) => {
      // With names, and a gap after each design, this many cells fit for certain.
      const across = Math.floor((width * 0.6 - 8) / (replications + 1));
      if (designs > height && across * height < designs) return;
      if (designs <= height && replications > width * 0.6 - 8) return;
      expect(grid.per * grid.group).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test('the cursor goes to the cell beside, and every way ends at the border', () => {
  fc.assert(
    fc.property(grids, fc.nat(), ({ grid }, start) => {
      const from = start % cellCount(grid);
      for (const [right, down] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const to = beside(grid, from, right, down);
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(cellCount(grid));
        const [a, b] = [placeOf(grid, from), placeOf(grid, to)];
        if (right !== 0 && b.y === a.y) expect(Math.sign(b.x - a.x) * right).toBeGreaterThanOrEqual(0);
        if (down !== 0 && b.x === a.x) expect(Math.abs(b.y - a.y)).toBeLessThanOrEqual(1);
        expect(beside(grid, beside(grid, from, right * 1e9, down * 1e9), right, down)).toBe(
          beside(grid, from, right * 1e9, down * 1e9),
        );
      }
    }),
    { numRuns: 150 },
  );
});
