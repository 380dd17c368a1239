import { describe, expect, test } from 'vitest';
import { createBrush, width } from '../../../../../app/tui/paint/index.js';
import { initialSweep } from '../../../../../app/tui/terminal/sweep/state/state.js';
import { DETAILS, delta, drawnSweep, everyState, MESSAGES, play, shapeOf } from './fixture.js';

const SCREENS: Readonly<Record<string, readonly string[]>> = {
  overview: ['1'],
  cursor: ['down', 'down', 'right'],
  search: ['/', ...'none fail'],
  designs: ['2', 'o', 'o', 'o', 'r', 'down'],
  failures: ['3', 'down'],
  run: ['3', 'enter'],
  log: ['5', 'l'],
  help: ['?'],
  question: ['q'],
};

const at = (columns: number, rows: number, keys: readonly string[]) => {
  const { state } = play(MESSAGES, keys, initialSweep(columns, rows));
  return play([[122, DETAILS]], [], state).state;
};

describe.each([
  [80, 24],
  [200, 60],
])('at %d×%d', (columns, rows) => {
  test.each(Object.entries(SCREENS))('%s', async (name, keys) => {
    const frame = drawnSweep(at(columns, rows, keys));
    await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
  });

  test.each([
    ['a thousand designs of ten runs', 'wide', 1000, 10],
    ['ten thousand designs', 'many', 10_000, 1],
    ['three designs of a thousand runs', 'long', 3, 1000],
    ['twenty designs of thirty runs', 'beside', 20, 30],
  ] as const)('%s', async (_, name, designs, replications) => {
    const started = Math.floor((designs * replications) / 3);
    const { state } = play(
      [...MESSAGES.slice(0, 2), [0, shapeOf(designs, replications)], [1, delta(everyState(started))]],
      ['down', 'right'],
      initialSweep(columns, rows),
    );
    await expect(`${drawnSweep(state)}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
  });
});

test.each(['overview', 'failures', 'help'])('%s on the smallest screen', async (name) => {
  await expect(`${drawnSweep(at(40, 10, SCREENS[name]!))}\n`).toMatchFileSnapshot(`frames/${name}-40x10.txt`);
});

test.each(Object.keys(SCREENS))('%s in ASCII', async (name) => {
  const frame = drawnSweep(at(80, 24, SCREENS[name]!), createBrush('none', false));
  expect(frame).toMatch(/^[ -~\n]*$/);
  await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-ascii.txt`);
});

test.each(['16', '256', 'true'] as const)('%s colours say the same as none', (colours) => {
  for (const keys of Object.values(SCREENS)) {
    const state = at(80, 24, keys);
    const frame = drawnSweep(state, createBrush(colours, true));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are taken out
    const bare = frame.replace(/\u001b\[[\d;]*m/g, '');
    expect(frame).toContain('\u001b[');
    // The tab that is open and the cursor are signs where there are no colours.
    const signs = /[[\]@_ ▸·■✗▶▲◆]/g;
    expect(bare.replace(signs, '')).toBe(drawnSweep(state).replace(signs, ''));
  }
});

test('every state of a run has a glyph of its own, in ASCII too', () => {
  for (const unicode of [true, false]) {
    const { state } = play(
      [
        [0, shapeOf(1, 7)],
        [1, delta(everyState(7))],
      ],
      ['end'],
    );
    const [, row] = /0\.0000 (.*)/.exec(drawnSweep(state, createBrush('none', unicode)))!;
    expect(new Set(row!.replaceAll(' ', '').slice(0, 6)).size).toBe(6);
  }
});

test('no frame is larger than its screen', () => {
  for (const keys of Object.values(SCREENS)) {
    for (const [columns, rows] of [
      [40, 10],
      [41, 11],
      [60, 17],
      [61, 18],
      [100, 30],
      [139, 25],
      [140, 18],
    ] as const) {
      const lines = drawnSweep(at(columns, rows, keys)).split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
    }
  }
});

test('before a sweep is there, and on too small a screen, it says so', () => {
  expect(drawnSweep(initialSweep(80, 24))).toContain('setting up');
  expect(drawnSweep(initialSweep(39, 10))).toBe('too small: 39x10, needs 40x10');
});
