import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agentBeside,
  agentsAt,
  cellOf,
  createBrush,
  gridMap,
  layoutOf,
  legendLine,
  networkMap,
  planeMap,
} from '../../../../app/tui/paint/index.js';
import { ASCII, anySize, LEGEND, picture, UNICODE } from './support.js';

const network = (nodes: number) => ({ legend: LEGEND, nodes });
const some = (nodes: number) =>
  Uint8Array.from({ length: nodes }, (_, i) => ((i * 7919) % 97 < 3 ? 1 : (i * 31) % 211 === 5 ? 2 : 0));

describe('a network map shows', () => {
  test('few nodes apart from one another, in tens', () => {
    expect(
      picture(networkMap(network(20), some(20), { width: 40, height: 6 }, UNICODE)),
    ).toMatchInlineSnapshot(`
      "
      |▲   ·   ·   ·   ·   ·   ·   ·   ·   ·   |
      |                                        |
      |·   ·   ·   ·   ·   ·   ·   ·   ·   ·   |
      |                                        |
      |                                        |
      |                                        |
      "
    `);
  });

  test('as many nodes as cells, each for itself', () => {
    expect(
      picture(networkMap(network(120), some(120), { width: 30, height: 4 }, ASCII)),
    ).toMatchInlineSnapshot(`
      "
      |a.............................|
      |......a....x..................|
      |............a.................|
      |.......a......................|
      "
    `);
  });

  test('more nodes than cells as states and shares', () => {
    const size = { width: 30, height: 4 };
    expect(picture(networkMap(network(600), some(600), size, UNICODE))).toMatchInlineSnapshot(`
      "
      |▲░· · ▲░×░· · ▲░· ▲░· · · ▲░· |
      |· ▲░· · ▲░· · · ▲░· ×░▲░· · ▲░|
      |· · ▲░· · · ▲░· ▲░· · · ▲░· · |
      |· ×░· ▲░· · · ▲░· · ▲░· · ▲░· |
      "
    `);
    expect(picture(networkMap(network(600), some(600), size, ASCII))).toMatchInlineSnapshot(`
      "
      |a1. . a1x1. . a1. a1. . . a1. |
      |. a1. . a1. . . a1. x1a1. . a1|
      |. . a1. . . a1. a1. . . a1. . |
      |. x1. a1. . . a1. . a1. . a1. |
      "
    `);
  });

  test('the cursor, as a sign where there are no colours', () => {
    const size = { width: 10, height: 1 };
    expect(networkMap(network(10), some(10), size, ASCII, 3)).toEqual(['a..@......']);
    const [line] = networkMap(network(10), some(10), size, createBrush('16', true), 3);
    expect(line).toContain('\u001b[7m·\u001b[27m');
  });
});

describe('of many agents in a cell', () => {
  const cell = (states: readonly number[], brush = ASCII) =>
    networkMap(network(states.length), Uint8Array.from(states), { width: 2, height: 1 }, brush)[0];
  test('the highest rank shows, with the share that has it', () => {
    expect(cell([0, 0, 0, 0])).toBe('. ');
    expect(cell([0, 0, 0, 1])).toBe('a3');
    expect(cell([0, 1, 1, 2])).toBe('x3');
    expect(cell([1, 1, 1, 1])).toBe('a9');
    expect(cell([0, 0, 0, 1], UNICODE)).toBe('▲░');
    expect(cell([0, 0, 1, 1], UNICODE)).toBe('▲▒');
    expect(cell([0, 1, 1, 1], UNICODE)).toBe('▲▓');
    expect(cell([1, 1, 1, 1], UNICODE)).toBe('▲█');
  });

  test('one among thousands shows', () => {
    expect(cell([2, ...new Array<number>(5000).fill(0)])).toBe('x1');
  });

  test('of states of equal rank the most frequent shows, and a state without a legend as a question', () => {
    const legend = ['a', 'b'].map((ascii) => ({ label: ascii, tone: 'good', glyph: ascii, ascii }) as const);
    const view = { legend, nodes: 4 };
    const size = { width: 2, height: 1 };
    expect(networkMap(view, Uint8Array.of(0, 1, 1, 1), size, ASCII)).toEqual(['b7']);
    expect(networkMap(view, Uint8Array.of(0, 1, 1, 0), size, ASCII)).toEqual(['a5']);
    expect(networkMap(view, Uint8Array.of(9, 9, 9, 9), size, ASCII)).toEqual(['? ']);
  });
});

describe('the layout of a network', () => {
  test('holds every agent in one cell, and finds it there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), anySize, fc.nat(), (nodes, size, pick) => {
        const layout = layoutOf(nodes, size);
        const agent = pick % nodes;
        const place = cellOf(layout, agent);
        expect(place.column).toBeLessThan(size.width);
        expect(place.row).toBeLessThan(size.height);
        const { from, to } = agentsAt(layout, place);
        expect(from <= agent && agent < to).toBe(true);
        let next = 0;
        for (let row = 0; row < layout.down; row++) {
          for (let x = 0; x < layout.across; x++) {
            const run = agentsAt(layout, { column: x * layout.columns, row: row * layout.rows });
            if (run.to === 0) continue;
            expect(run.from).toBe(next);
            expect(run.to).toBeGreaterThan(run.from);
            next = run.to;
          }
        }
        expect(next).toBe(nodes);
      }),
      { numRuns: 60 },
    );
  });

  test('has neighbours, which end at its borders', () => {
    const layout = layoutOf(25, { width: 10, height: 3 });
    expect(agentBeside(layout, 12, 1, 0)).toBe(13);
    expect(agentBeside(layout, 12, -1, 0)).toBe(11);
    expect(agentBeside(layout, 12, 0, -1)).toBe(2);
    expect(agentBeside(layout, 12, 0, -5)).toBe(2);
    expect(agentBeside(layout, 19, 1, 0)).toBe(19);
    expect(agentBeside(layout, 19, 0, 1)).toBe(24);
  });

  test('is empty where there is nothing to show', () => {
    const layout = layoutOf(0, { width: 10, height: 3 });
    expect(cellOf(layout, 3)).toEqual({ column: 0, row: 0 });
    expect(agentsAt(layout, { column: 0, row: 0 })).toEqual({ from: 0, to: 0 });
    expect(agentBeside(layout, 3, 1, 1)).toBe(0);
    expect(agentsAt(layoutOf(5, { width: 5, height: 1 }), { column: 7, row: 0 })).toEqual({ from: 0, to: 0 });
  });
});

test('a grid is shown cell by cell where it fits, and in squares where not', () => {
  const view = { legend: LEGEND, width: 12, height: 6 };
  const states = Uint8Array.from({ length: 72 }, (_, i) => (i % 13 === 0 ? 1 : i % 17 === 5 ? 2 : 0));
  expect(picture(gridMap(view, states, { width: 26, height: 6 }, UNICODE))).toMatchInlineSnapshot(`
    "
    |▲ · · · · × · · · · · ·   |
    |· ▲ · · · · · · · · × ·   |
    |· · ▲ · · · · · · · · ·   |
    |· · · ▲ · · · · · · · ·   |
    |· · · · ▲ · · · × · · ·   |
    |· · · · · ▲ · · · · · ·   |
    "
  `);
  expect(picture(gridMap(view, states, { width: 14, height: 6 }, ASCII))).toMatchInlineSnapshot(`
    "
    |a....x......  |
    |.a........x.  |
    |..a.........  |
    |...a........  |
    |....a...x...  |
    |.....a......  |
    "
  `);
  expect(picture(gridMap(view, states, { width: 10, height: 4 }, ASCII))).toMatchInlineSnapshot(`
    "
    |a3x1. x1  |
    |. a3x1.   |
    |          |
    |          |
    "
  `);
});

test('agents of a plane stand where they are, many of them with a share', () => {
  const view = { legend: LEGEND, width: 10, height: 5 };
  const points = {
    x: Float32Array.of(0, 9.9, 5, 5.5, 5.2, 12),
    y: Float32Array.of(0, 4.9, 2, 2.5, 2.9, -3),
    states: Uint8Array.of(0, 1, 0, 1, 2, 2),
  };
  expect(picture(planeMap(view, points, { width: 20, height: 5 }, ASCII))).toMatchInlineSnapshot(`
    "
    |.                 x |
    |                    |
    |          x3        |
    |                    |
    |                  a |
    "
  `);
  expect(picture(planeMap(view, points, { width: 20, height: 5 }, UNICODE))).toMatchInlineSnapshot(`
    "
    |·                 × |
    |                    |
    |          ×▒        |
    |                    |
    |                  ▲ |
    "
  `);
});

test('a legend leaves out what is not there, then the lowest rank, each whole', () => {
  expect(legendLine(LEGEND, [17, 3, 0], 40, UNICODE)).toBe('· normal 17  ▲ attacked 3  × down 0     ');
  expect(legendLine(LEGEND, [17, 3, 0], 30, UNICODE)).toBe('· normal 17  ▲ attacked 3     ');
  expect(legendLine(LEGEND, [17, 3, 0], 16, ASCII)).toBe('a attacked 3 ~  ');
});
