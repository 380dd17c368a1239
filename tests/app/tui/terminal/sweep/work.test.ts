/** What a large sweep costs by what is done, not by the time that it takes here. */
import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { createBrush } from '../../../../../app/tui/paint/index.js';
import type { ScreenSize } from '../../../../../app/tui/protocol.js';
import { Screen } from '../../../../../app/tui/screen/index.js';
import type { SweepDelta } from '../../../../../app/tui/sweep-protocol.js';
import { cellCount } from '../../../../../app/tui/terminal/sweep/layout/grid.js';
import { gridOn } from '../../../../../app/tui/terminal/sweep/state/cursor.js';
import { initialSweep, type SweepState } from '../../../../../app/tui/terminal/sweep/state/state.js';
import { delta, drawnSweep, everyState, play, shapeOf } from './fixture.js';

const LARGE = [
  [10_000, 1],
  [1000, 10],
  [100, 100],
  [10, 1000],
  [1000, 100],
] as const;

const SIZES: readonly ScreenSize[] = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
];

const started = (designs: number, replications: number, { columns, rows }: ScreenSize): SweepState =>
  play(
    [
      [0, shapeOf(designs, replications)],
      [1, delta(everyState((designs * replications) / 2))],
    ],
    [],
    initialSweep(columns, rows),
  ).state;

test.each(LARGE)(
  'of %d designs of %d runs no more cells are painted than the screen has',
  (designs, replications) => {
    for (const size of SIZES) {
      const area = { x: 0, y: 0, width: size.columns - 2, height: size.rows - 6 };
      const grid = gridOn(started(designs, replications, size), area);
      expect(cellCount(grid)).toBeLessThanOrEqual(area.width * area.height);
      expect(cellCount(grid)).toBeGreaterThan((area.width * area.height) / 8);
    }
  },
);

test('what changes is told in a few bytes a run, however many runs there are', () => {
  const of = (changed: number): SweepDelta =>
    delta(Object.fromEntries(Array.from({ length: changed }, (_, at) => [at * 7, 'done'] as const)));
  const none = serialize(of(0)).length;
  expect(none).toBeLessThan(1000);
  expect(serialize(of(100)).length - none).toBeLessThan(100 * 8);
  expect(serialize(of(10_000)).length - none).toBeLessThan(10_000 * 6);
});

test.each(LARGE)(
  'of %d designs of %d runs a step forward of two runs rewrites a few lines of the screen',
  (designs, replications) => {
    for (const size of SIZES) {
      let written = '';
      const screen = new Screen({ ...size, write: (text) => (written += text) });
      screen.open();
      const state = started(designs, replications, size);
      const brush = createBrush('256', true);
      screen.show(drawnSweep(state, brush));
      const whole = written.length;
      written = '';
      const at = (designs * replications) / 2 + 1;
      const { state: after } = play(
        [[2, delta({ [at]: 'done', [at + 1]: 'running' }, { elapsed: 1 })]],
        [],
        state,
      );
      screen.show(drawnSweep(after, brush));
      // Times and counts, the bar, the row of the runs, their designs, and the legend.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: where a line begins
      expect(written.match(/\u001b\[\d+;1H/g)!.length).toBeLessThanOrEqual(9);
      expect(written.length).toBeLessThan(whole / 2);
    }
  },
);

test('a state that was told before is not copied for a message that changes no run', () => {
  const state = started(1000, 10, SIZES[0]!);
  const { state: after } = play([[2, delta({}, { elapsed: 1 })]], [], state);
  expect(after.cells).toBe(state.cells);
  expect(after.figures).toBe(state.figures);
  expect(after.failures).toBe(state.failures);
});
