import { describe, expect, test } from 'vitest';
import type { RunDetails } from '../../../../../app/tui/sweep-protocol.js';
import { SWEEP } from '../../../../../app/tui/terminal/sweep/scene.js';
import { initialSweep } from '../../../../../app/tui/terminal/sweep/state/state.js';
import { begin, frameAt } from '../fixture.js';
import { DETAILS, delta, drawnSweep, MESSAGES, play, SHAPE } from './fixture.js';

const WATCHED = [...MESSAGES, [123, { ...SHAPE, drives: false }]] as typeof MESSAGES;
const RUNNING = 48;

/** A view of the run at work, opened from the overview. */
const live = (keys: readonly string[] = []) => {
  const { state } = play(MESSAGES, ['w', 'enter']);
  const opened = play(
    [
      [121, { type: 'live', cell: RUNNING, message: begin(0) }],
      [122, { type: 'live', cell: RUNNING, message: frameAt(20, 20) }],
    ],
    keys,
    state,
  );
  return opened;
};

test('Enter asks for the run under the cursor, and for its own view while it is at work', () => {
  expect(play(MESSAGES, ['enter']).sent).toEqual([{ type: 'look', cell: 0 }]);
  expect(play(MESSAGES, ['down', 'right', 'enter']).sent).toEqual([{ type: 'look', cell: 11 }]);
  expect(play(MESSAGES, ['w', 'enter']).sent).toEqual([
    { type: 'look', cell: RUNNING },
    { type: 'live', cell: RUNNING },
  ]);
});

test('w and f go through the runs at work and those that failed, round and round', () => {
  expect(play(MESSAGES, ['w']).state.cursor).toBe(RUNNING);
  expect(play(MESSAGES, ['f']).state.cursor).toBe(17);
  expect(play(MESSAGES, ['f', 'f']).state.cursor).toBe(17);
});

test('a cell of several runs opens the most urgent', () => {
  const { state } = play(MESSAGES, [], initialSweep(40, 10));
  const many = play(
    [
      [1, { ...SHAPE, labels: Array.from({ length: 500 }, (_, at) => `x=${at}`), replications: 20 }],
      [2, delta({ 3: 'done', 5: 'failed', 7: 'running' })],
    ],
    ['enter'],
    state,
  );
  expect(many.sent).toEqual([{ type: 'look', cell: 5 }]);
});

test('a run that is left is asked about no more', () => {
  const { sent, state } = play(MESSAGES, ['enter', 'escape']);
  expect(sent.at(-1)).toEqual({ type: 'look', cell: undefined });
  expect(state.tab).toBe('overview');
  expect(play(MESSAGES, ['3', 'enter', 'escape']).state.tab).toBe('failures');
  expect(play(MESSAGES, ['4', '2']).sent).toEqual([
    { type: 'look', cell: 0 },
    { type: 'look', cell: undefined },
  ]);
});

test('what comes of another run than the one that is looked at is not shown', () => {
  const { state } = play(MESSAGES, ['enter']);
  expect(play([[123, DETAILS]], [], state).state.details).toBeUndefined();
  const own: RunDetails = { ...DETAILS, cell: 0 };
  expect(play([[123, own]], [], state).state.details).toBe(own);
});

describe('the view of a run at work', () => {
  test('is that of a run, without the keys that would hold it up', () => {
    const { state } = live();
    const screen = drawnSweep(state);
    expect(screen).toContain('step  20/200');
    expect(screen).toContain('q back to the sweep');
    expect(screen).not.toContain('p pause');
    expect(live(['p', 's', ' ', '.']).sent).toEqual([]);
    expect(drawnSweep(live(['?']).state)).not.toContain('one step');
  });

  test('has tabs and keys of its own, and asks about its agents', () => {
    expect(drawnSweep(live(['6']).state)).toContain('0 of 6 runs done');
    expect(live(['7', 'n']).sent).toEqual([
      { type: 'inspect', agent: 0 },
      { type: 'inspect', agent: 1 },
    ]);
  });

  test.each(['q', 'escape'])('%s leads back to the sweep', (key) => {
    const { state, sent } = live([key]);
    expect(sent).toEqual([{ type: 'live', cell: undefined }]);
    expect(drawnSweep(state)).toContain('Design 4, replication 9');
  });

  test('Esc takes a search back first', () => {
    const searched = live(['4', '/', 'x', 'enter', 'escape']);
    expect(searched.sent).toEqual([]);
    expect(searched.state.live?.state?.search.feed).toBe('');
  });

  test('stays as it is when the run is over, and says so', () => {
    const { state } = play(
      [[130, { type: 'not-live', cell: RUNNING, why: 'the run has ended' }]],
      [],
      live().state,
    );
    expect(drawnSweep(state)).toMatch(/ over$/m);
    expect(drawnSweep(play([], ['q'], state).state)).not.toMatch(/ over$/m);
  });

  test('says in a line why there is none', () => {
    const { state } = play(MESSAGES, ['w', 'enter']);
    expect(drawnSweep(state)).toContain('its own view is asked for');
    const told = play([[130, { type: 'not-live', cell: RUNNING, why: 'nobody can be asked' }]], [], state);
    expect(drawnSweep(told.state)).toContain('nobody can be asked');
  });

  test('has the size of the screen, also a new one', () => {
    const { state } = live();
    expect(state.live?.state).toMatchObject({ columns: 80, rows: 24 });
    const { state: wide } = SWEEP.reduce(state, { type: 'size', columns: 200, rows: 60 });
    expect(wide.live?.state).toMatchObject({ columns: 200, rows: 60 });
    expect(drawnSweep(wide).split('\n')).toHaveLength(60);
  });
});

describe('leaving', () => {
  test('q asks where the sweep is driven, and y ends it', () => {
    expect(play(MESSAGES, ['q', 'n', 'q', 'escape']).sent).toEqual([]);
    const { state, sent } = play(MESSAGES, ['q', 'y']);
    expect(sent).toEqual([{ type: 'interrupt' }]);
    expect(drawnSweep(state)).toMatch(/ ending$/m);
    expect(drawnSweep(play([], ['ctrl-c'], state).state)).toContain('ending at once');
  });

  test.each(['q', 'ctrl-c'])('%s leaves at once where it is only looked at', (key) => {
    expect(play(WATCHED, [key]).sent).toEqual([{ type: 'leave' }]);
  });
});

describe('what is searched for', () => {
  const shown = (text: string) => drawnSweep(play(MESSAGES, ['/', ...text, 'enter']).state);

  test('is part of labels, and states', () => {
    expect(shown('centralised')).toContain('decentralised, 0.1');
    expect(shown('centralised')).not.toContain('none, 0.1');
    expect(shown('fail')).toContain('✗');
    expect(shown('fail').match(/■/g)).toHaveLength(1); // In the legend.
    expect(shown('nothing')).toContain('no match');
  });

  test('counts in designs and failures too, and Esc takes it back', () => {
    const designs = play(MESSAGES, ['2', '/', ...'none', 'enter']);
    expect(drawnSweep(designs.state)).toContain('3 designs');
    expect(drawnSweep(play([], ['escape'], designs.state).state)).toContain('9 designs');
    expect(drawnSweep(play(MESSAGES, ['3', '/', ...'time', 'enter']).state)).not.toContain('its process');
  });

  test('holds the cursor on a design that is shown', () => {
    expect(play(MESSAGES, ['/', ...'=centralised', 'enter']).state.cursor).toBe(60);
  });
});

test('designs are ordered by any column, those without a figure last', () => {
  const order = (...keys: string[]) =>
    [...drawnSweep(play(MESSAGES, ['2', ...keys]).state).matchAll(/^ {1,4}▸? +(\w+, [\d.]+) /gm)].map(
      ([, label]) => label,
    );
  expect(order()[0]).toBe('none, 0.1');
  expect(order('r')[0]).toBe('centralised, 0.5');
  expect(order('o', 'o', 'r')[0]).toBe('none, 0.25');
  expect(order('o', 'o', 'o', 'r').slice(0, 2)).toEqual(['decentralised, 0.25', 'decentralised, 0.1']);
  expect(order('o', 'o', 'o').slice(0, 2)).toEqual(['none, 0.1', 'none, 0.25']);
  expect(play(MESSAGES, ['2', 'down', 'enter']).state).toMatchObject({ tab: 'overview', cursor: 17 });
});

test('failures come first that were given up, then the latest', () => {
  const screen = drawnSweep(play(MESSAGES, ['3']).state);
  const lines = screen.split('\n').filter((line) => /\d{4}/.test(line));
  expect(lines.map((line) => line.trim().replace('▸', '').trim().split(/\s+/)[0])).toEqual([
    'failed',
    'again',
    'retried',
  ]);
});
