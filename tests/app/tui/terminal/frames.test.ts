import { describe, expect, test } from 'vitest';
import { createBrush, width } from '../../../../app/tui/paint/index.js';
import { initial } from '../../../../app/tui/terminal/state/state.js';
import { drawn, FACTS, MESSAGES, play } from './fixture.js';

const SCREENS: Readonly<Record<string, readonly string[]>> = {
  overview: ['1'],
  charts: ['2'],
  map: ['3', 'right', 'right', 'down'],
  ledger: ['4'],
  search: ['4', '/', 'v', 'e'],
  log: ['5', 'l', 'l', 'l'],
  runs: ['6'],
  agent: ['7', 'g', '3', 'enter'],
  help: ['?'],
  question: ['q'],
  paused: ['p', 'ctrl-c'],
};

const at = (columns: number, rows: number, keys: readonly string[]) => {
  const { state } = play(MESSAGES, keys, initial(columns, rows));
  return play([[72, FACTS]], [], state).state;
};

describe.each([
  [80, 24],
  [200, 60],
])('at %d×%d', (columns, rows) => {
  test.each(Object.entries(SCREENS))('%s', async (name, keys) => {
    const frame = drawn(at(columns, rows, keys));
    await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
  });
});

test.each([
  ['overview-40x10', 40, 10, ['1']],
  ['ledger-40x10', 40, 10, ['4']],
  ['help-40x10', 40, 10, ['?']],
  ['question-40x10', 40, 10, ['q']],
  ['overview-120x30', 120, 30, ['1']],
] as const)('%s', async (name, columns, rows, keys) => {
  await expect(`${drawn(at(columns, rows, keys))}\n`).toMatchFileSnapshot(`frames/${name}.txt`);
});

test.each(['overview', 'map', 'runs', 'help', 'question'])('%s in ASCII', async (name) => {
  const frame = drawn(at(80, 24, SCREENS[name]!), createBrush('none', false));
  expect(frame).toMatch(/^[ -~\n]*$/);
  await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-ascii.txt`);
});

test.each(['16', '256', 'true'] as const)('%s colours say the same as none', (colours) => {
  for (const keys of Object.values(SCREENS)) {
    const state = at(80, 24, keys);
    const frame = drawn(state, createBrush(colours, true));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are taken out
    const bare = frame.replace(/\u001b\[[\d;]*m/g, '');
    expect(frame).toContain('\u001b[');
    // What colours say is said by signs where there are none: the tab that is open, and the cursor.
    const signs = /[[\]@_ ▸·▲●×]/g;
    expect(bare.replace(signs, '')).toBe(drawn(state).replace(signs, ''));
  }
});

test('the overview in 256 colours', () => {
  expect(drawn(at(80, 24, ['1']), createBrush('256', true))).toMatchSnapshot();
});

test('before a run begins there is a screen', () => {
  expect(drawn(initial(80, 24))).toContain('setting up');
  expect(drawn(play(MESSAGES.slice(0, 2)).state)).toContain('scenario byzantine.yaml');
});

test('a screen that is too small says so in a line', () => {
  expect(drawn(initial(39, 10))).toBe('too small: 39x10, needs 40x10');
  expect(drawn(initial(12, 3))).toBe('too small: 1');
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
      const lines = drawn(at(columns, rows, keys)).split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
    }
  }
});
