import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reduce } from '../../../../../app/tui/terminal/state/reduce.js';
import { feedRows, logLines } from '../../../../../app/tui/terminal/state/select.js';
import { initial } from '../../../../../app/tui/terminal/state/state.js';
import { tabsOf } from '../../../../../app/tui/terminal/state/tabs.js';
import { begin, drawn, FACTS, frameAt, logged, MESSAGES, play } from '../fixture.js';

const KEYS = [
  ...'123456789pqsynlvigb/?+-.=x ',
  ...[
    'up',
    'down',
    'left',
    'right',
    'pageup',
    'pagedown',
    'home',
    'end',
    'enter',
    'escape',
    'tab',
    'shift-tab',
  ],
  ...['backspace', 'ctrl-c', 'ctrl-x'],
];

test('any keys at any time leave a state that can be shown, and change no state in place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...KEYS), { maxLength: 60 }),
      fc.nat(MESSAGES.length),
      (keys, heard) => {
        let { state } = play(MESSAGES.slice(0, heard));
        for (const key of keys) {
          const before = JSON.stringify(state);
          const first = reduce(state, { type: 'key', key });
          expect(JSON.stringify(state)).toBe(before);
          expect(reduce(state, { type: 'key', key })).toEqual(first);
          state = first.state;
          expect(tabsOf(state).map(({ tab }) => tab)).toContain(state.tab);
          expect(Object.values(state.scroll).every((scroll) => scroll >= 0)).toBe(true);
          expect([1000, 500, 200, 100, 50]).toContain(state.every);
        }
      },
    ),
  );
});

describe('keys', () => {
  const sent = (...keys: string[]) => play(MESSAGES, keys).sent;
  const stateAfter = (...keys: string[]) => play(MESSAGES, keys).state;

  test('pause, resume and step', () => {
    expect(sent('p', 'p', ' ')).toEqual([{ type: 'pause' }, { type: 'resume' }, { type: 'pause' }]);
    expect(sent('s', '.')).toEqual([{ type: 'pause' }, { type: 'step' }, { type: 'step' }]);
    const { state } = play([[80, frameAt(125, 1, { paused: true })]], [], stateAfter('p'));
    expect([state.wanted, state.current?.paused]).toEqual([undefined, true]);
    expect(play([], ['p'], state).sent).toEqual([{ type: 'resume' }]);
  });

  test('the pace of frames has ends', () => {
    expect(sent('+', '+', '+')).toEqual([
      { type: 'pace', every: 100 },
      { type: 'pace', every: 50 },
    ]);
    expect(sent('-', '-', '-')).toEqual([
      { type: 'pace', every: 500 },
      { type: 'pace', every: 1000 },
    ]);
  });

  test('q asks first; Ctrl-C does not, whatever is open', () => {
    expect(sent('q', 'n', 'q', 'escape', 'q', 'x')).toEqual([]);
    expect(sent('q', 'y')).toEqual([{ type: 'interrupt' }]);
    expect(sent('ctrl-c', 'q', 'ctrl-c')).toEqual([{ type: 'interrupt' }, { type: 'interrupt' }]);
    expect(sent('?', 'ctrl-c', '5', '/', 'ctrl-c').length).toBe(2);
  });

  test('numbers, tab and arrows open tabs', () => {
    expect(stateAfter('5').tab).toBe('log');
    expect(stateAfter('9').tab).toBe('overview');
    expect(stateAfter('right', 'tab').tab).toBe('map');
    expect(stateAfter('left').tab).toBe('agent');
    expect(stateAfter('2', 'shift-tab').tab).toBe('overview');
  });

  test('an agent is asked about while its tab is open', () => {
    expect(sent('7', 'n', 'right', 'b', '1')).toEqual(
      [0, 1, 2, 1, undefined].map((agent) => ({ type: 'inspect', agent })),
    );
    expect(sent('7', 'left').at(-1)).toEqual({ type: 'inspect', agent: 59 });
    expect(sent('7', 'g', '9', '9', '9', 'enter').at(-1)).toEqual({ type: 'inspect', agent: 59 });
    expect(sent('7', 'g', '5', 'escape').length).toBe(1);
    expect(play([[80, FACTS]], [], stateAfter('7')).state.facts).toBeUndefined();
    expect(play([[80, FACTS]], [], stateAfter('7', 'g', '3', 'enter')).state.facts).toEqual(FACTS);
    expect(play([[80, begin(2)]], [], stateAfter('7', 'n')).sent).toEqual([{ type: 'inspect', agent: 1 }]);
  });

  test('agents are those that there are now', () => {
    const now = (inspectable: number, ...keys: string[]) =>
      play([[80, frameAt(81, 1, { inspectable })]], keys, stateAfter('7', 'g', '4', '0', 'enter'));
    expect(now(50, 'g', '9', '9', 'enter').sent.at(-1)).toEqual({ type: 'inspect', agent: 49 });
    expect(now(90, 'g', '9', '9', 'enter').sent.at(-1)).toEqual({ type: 'inspect', agent: 89 });
    expect(now(20, 'n').sent.at(-1)).toEqual({ type: 'inspect', agent: 1 });
    expect(now(20, 'b').sent.at(-1)).toEqual({ type: 'inspect', agent: 19 });
    expect(now(0, 'n', 'b').sent).toEqual([]);
    expect(now(0).state.tab).toBe('agent');
  });

  test('the cursor of the map opens the agent under it', () => {
    expect(sent('3', 'right', 'right', 'down', 'enter')).toEqual([{ type: 'inspect', agent: 22 }]);
    expect(stateAfter('3', 'left', 'up').cursor).toBe(0);
    expect(stateAfter('3', 'down', 'i').tab).toBe('agent');
  });

  test('a search takes effect as it is typed, and Esc takes it back', () => {
    const found = stateAfter('4', '/', 'V', 'E', 'enter');
    expect(feedRows(found).length).toBe(25);
    expect(feedRows(play([], ['/', 'x', 'escape'], found).state).length).toBe(25);
    expect(feedRows(play([], ['/', 'backspace', 'backspace', 'enter'], found).state).length).toBe(124);
    expect(stateAfter('4', '/', 'p', 'q').question).toBe(false);
  });

  test('the log has levels', () => {
    expect(logLines(stateAfter('5')).length).toBe(4);
    expect(
      ['l', 'l', 'l'].map((_, at, keys) => logLines(stateAfter('5', ...keys.slice(0, at + 1))).length),
    ).toEqual([2, 1, 5]);
  });

  test('Esc takes a search back that is kept, and what is lacking is told', () => {
    const kept = stateAfter('5', '/', 'z', 'z', 'enter');
    expect(drawn(kept)).toContain('no match');
    expect(drawn(kept)).toMatch(/Esc/);
    expect(logLines(play([], ['escape'], kept).state).length).toBe(4);
    const rows = stateAfter('4', '/', 'z', 'z', 'enter');
    expect(drawn(rows)).toContain('no match');
    expect(feedRows(play([], ['escape'], rows).state).length).toBe(124);
    const quiet = play(
      [
        [0, begin(0)],
        [1, logged(1, 'hello')],
      ],
      ['5', 'l'],
    ).state;
    expect(drawn(quiet)).toContain('nothing at this level');
  });

  test('what the tabs of feed and log leave out, the overview shows', () => {
    const keys = ['4', '/', 'z', 'z', 'enter', '5', '/', 'z', 'z', 'enter', 'l', 'l', '1'];
    expect(drawn(stateAfter(...keys))).toBe(drawn(stateAfter('1')));
  });

  test('the footer always has help, and the keys of the tab', () => {
    const footer = (columns: number, ...keys: string[]) =>
      drawn(play(MESSAGES, keys, initial(columns, 24)).state)
        .split('\n')
        .at(-1)!;
    for (const columns of [40, 60, 80, 200]) {
      for (const tab of '1234567') expect(footer(columns, tab)).toContain('? help');
      expect(footer(columns, '3')).toContain('Enter');
      expect(footer(columns, '7')).toContain('n b');
      expect(footer(columns, '5')).toContain('/ ');
    }
    expect(footer(80, '3')).toContain('+−');
    expect(footer(80, '5')).toContain('Tab');
    expect(footer(200, '1')).toContain('5 frames/s');
  });

  test('the cursor goes through a grid of agents, cell by cell or square by square', () => {
    const grid = (width: number, height: number) =>
      begin(0, {
        inspectable: width * height,
        views: [{ kind: 'grid', title: 'Forest', legend: [], width, height }],
      });
    const at = (width: number, height: number, ...keys: string[]) =>
      play([[0, grid(width, height)]], ['3', ...keys]).sent.at(-1);
    expect(at(20, 9, 'right', 'right', 'down', 'enter')).toEqual({ type: 'inspect', agent: 22 });
    expect(at(20, 9, 'end', 'down', 'i')).toEqual({ type: 'inspect', agent: 39 });
    // 200 × 90 cells in 39 × 15 tiles: squares of six.
    expect(at(200, 90, 'right', 'down', 'enter')).toEqual({ type: 'inspect', agent: 6 * 200 + 6 });
  });

  test('help scrolls and closes', () => {
    expect(stateAfter('?', 'end').scroll.help).toBe(5);
    expect(stateAfter('?', 'q')).toMatchObject({ help: false, question: false });
  });

  test('what is scrolled back stays where it is, and follows again at the end', () => {
    const back = stateAfter('4', 'up', 'up', 'pageup');
    expect(back.scroll.feed).toBe(18);
    const later = play([[80, frameAt(130, 6)]], [], back).state;
    expect(later.scroll.feed).toBe(24);
    expect(play([], ['end'], later).state.scroll.feed).toBe(0);
    expect(stateAfter('4', 'home').scroll.feed).toBe(124 - 16);
  });
});
