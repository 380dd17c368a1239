import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartGrid } from '../../../../app/tui/terminal/layout/charts.js';
import { frame } from '../../../../app/tui/terminal/layout/frame.js';
import { canvas } from '../../../../app/tui/terminal/layout/map.js';
import { overview } from '../../../../app/tui/terminal/layout/overview.js';
import { divide, type Rect } from '../../../../app/tui/terminal/layout/rect.js';
import { runsParts } from '../../../../app/tui/terminal/layout/runs.js';

const columns = fc.integer({ min: 40, max: 400 });
const rows = fc.integer({ min: 10, max: 200 });
const parts = fc.record({
  charts: fc.nat(8),
  stages: fc.nat(20),
  map: fc.boolean(),
  feed: fc.boolean(),
  outcomes: fc.nat(12),
});

/** No two share a cell, none is empty, and all lie within the whole. */
function apart(rects: readonly Rect[], whole: Rect): void {
  const taken = new Set<string>();
  for (const { x, y, width, height } of rects) {
    expect(Math.min(width, height)).toBeGreaterThan(0);
    expect(x).toBeGreaterThanOrEqual(whole.x);
    expect(y).toBeGreaterThanOrEqual(whole.y);
    expect(x + width).toBeLessThanOrEqual(whole.x + whole.width);
    expect(y + height).toBeLessThanOrEqual(whole.y + whole.height);
    for (let row = y; row < y + height; row++) {
      for (let column = x; column < x + width; column++) {
        const cell = `${column},${row}`;
        expect(taken.has(cell)).toBe(false);
        taken.add(cell);
      }
    }
  }
}

test.each([
  [80, 24],
  [200, 60],
  [40, 10],
])('at %d×%d every part has its place', (width, height) => {
  const { header, body, footer } = frame(width, height)!;
  expect(header.height + body.height + footer.height).toBe(height);
  apart([header, body, footer], { x: 0, y: 0, width, height });
  const places = overview(body, { charts: 3, stages: 8, map: true, feed: true, outcomes: 4 });
  const { charts, ...others } = places;
  expect(charts.length).toBe({ 80: 2, 200: 3, 40: 1 }[width]);
  expect(Object.keys(others).sort()).toEqual(
    { 80: ['feed', 'log', 'map', 'stages'], 200: ['feed', 'log', 'map', 'outcomes', 'stages'], 40: [] }[
      width
    ],
  );
});

test('frames of any size add up, and smaller screens have none', () => {
  fc.assert(
    fc.property(columns, rows, (width, height) => {
      const { header, body, footer } = frame(width, height)!;
      expect(header.height + body.height + footer.height).toBe(height);
      expect([header.width, body.width + 2, footer.width]).toEqual([width, width, width]);
      expect([body.y, footer.y]).toEqual([header.height, height - 1]);
    }),
  );
  expect(frame(39, 10)).toBeUndefined();
  expect(frame(40, 9)).toBeUndefined();
});

test('the parts of any overview are apart and inside', () => {
  fc.assert(
    fc.property(columns, rows, parts, (width, height, has) => {
      const { body } = frame(width, height)!;
      const { charts, ...others } = overview(body, has);
      expect(charts.length).toBeLessThanOrEqual(has.charts);
      expect(charts.length).toBeGreaterThanOrEqual(Math.min(1, has.charts));
      apart([...charts, ...Object.values(others)], body);
    }),
    { numRuns: 60 },
  );
});

test('charts fill their area, whichever of them are scrolled to', () => {
  fc.assert(
    fc.property(
      columns,
      rows,
      fc.integer({ min: 1, max: 20 }),
      fc.nat(25),
      (width, height, count, scroll) => {
        const { body } = frame(width, height)!;
        const { rects, first, lines, shown } = chartGrid(body, count, scroll);
        apart(rects, body);
        expect(first + rects.length).toBeLessThanOrEqual(count);
        expect(Math.max(...rects.map((rect) => rect.y + rect.height))).toBe(body.y + body.height);
        expect(Math.max(...rects.map((rect) => rect.x + rect.width))).toBe(body.x + body.width);
        if (scroll >= lines - shown) expect(first + rects.length).toBe(count);
      },
    ),
    { numRuns: 60 },
  );
});

test('runs and maps lie within their body', () => {
  fc.assert(
    fc.property(columns, rows, fc.nat(40), fc.nat(200), (width, height, outcomes, runs) => {
      const { body } = frame(width, height)!;
      const { arms, list } = runsParts(body, outcomes, runs);
      expect(arms.height + list.height + (arms.height > 0 ? 1 : 0)).toBe(body.height);
      expect(list.height).toBeGreaterThan(0);
      apart([canvas(body, true)], body);
    }),
  );
});

test('a whole is divided without rest', () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
      (whole, weights) => {
        expect(divide(whole, weights).reduce((a, b) => a + b, 0)).toBe(whole);
        if (whole > 20)
          expect(divide(whole, weights, 2).reduce((a, b) => a + b, 0)).toBe(whole - 2 * (weights.length - 1));
      },
    ),
  );
});
