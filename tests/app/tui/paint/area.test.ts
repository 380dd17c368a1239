import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bar,
  chart,
  gridMap,
  legendLine,
  networkMap,
  planeMap,
  shares,
} from '../../../../app/tui/paint/index.js';
import { anyBrush, anySize, anyTone, anyValue, bare, expectArea, LEGEND } from './support.js';

const name = fc.stringMatching(/^[ -~]{0,20}$/);
const states = (most: number) => fc.uint8Array({ max: 3, maxLength: most });

describe('whatever the size, the brush and the figures, exactly the lines and columns asked for come from', () => {
  test('charts', () => {
    const line = fc.record({ values: fc.array(anyValue, { maxLength: 300 }), tone: anyTone, name });
    const end = fc.option(fc.double({ min: -2, max: 2, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        anySize,
        end,
        end,
        name,
        anyBrush,
        (lines, size, low, high, title, brush) => {
          const options = {
            from: 3,
            title,
            ...(low === undefined ? {} : { low }),
            ...(high === undefined ? {} : { high }),
          };
          expectArea(chart(lines, size, options, brush), size.width, size.height, brush);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('bars', () => {
    fc.assert(
      fc.property(
        fc.array(anyValue),
        fc.integer({ min: 0, max: 60 }),
        anyTone,
        anyBrush,
        (values, columns, tone, brush) => {
          expectArea([bar(values[0] ?? 0.5, columns, tone, brush)], columns, 1, brush);
          const parts = values
            .slice(0, 5)
            .map((share, i) => ({ name: `part ${i}`, share: share ?? 0, tone }));
          expectArea(shares(parts, columns, brush), columns, parts.length, brush);
        },
      ),
    );
  });

  test('maps and legends', () => {
    fc.assert(
      fc.property(
        states(3000),
        anySize,
        fc.integer({ min: 1, max: 70 }),
        fc.option(fc.nat(3000), { nil: undefined }),
        anyBrush,
        (all, size, across, cursor, brush) => {
          const { width, height } = size;
          const network = { legend: LEGEND, nodes: all.length };
          expectArea(networkMap(network, all, size, brush, cursor), width, height, brush);
          const grid = { legend: LEGEND, width: across, height: Math.ceil(all.length / across) };
          expectArea(gridMap(grid, all, size, brush), width, height, brush);
          const plane = { legend: LEGEND, width: across, height: 30 };
          const points = {
            x: Float32Array.from(all, (_, i) => (i * 0.37) % (across + 1)),
            y: Float32Array.from(all, (_, i) => (i === 0 ? Number.NaN : (i * 0.73) % 31)),
            states: all,
          };
          expectArea(planeMap(plane, points, size, brush), width, height, brush);
          expectArea([legendLine(LEGEND, [all.length, 2, 0], width, brush)], width, 1, brush);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('colours change nothing but colours', () => {
  fc.assert(
    fc.property(states(800), anySize, anyBrush, (all, size, brush) => {
      const view = { legend: LEGEND, nodes: all.length };
      const plain = { ...brush, colours: 'none' as const, style: (text: string) => text };
      expect(networkMap(view, all, size, brush).map(bare)).toEqual(networkMap(view, all, size, plain));
    }),
  );
});

test('a size of nothing gives nothing', () => {
  const brush = { colours: 'none', unicode: true, style: (text: string) => text } as const;
  expect(chart([], { width: 0, height: 0 }, { from: 0 }, brush)).toEqual([]);
  expect(networkMap({ legend: LEGEND, nodes: 0 }, new Uint8Array(0), { width: 0, height: 0 }, brush)).toEqual(
    [],
  );
});
