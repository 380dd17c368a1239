import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY, extend, seriesOf } from '../../../../app/tui/terminal/state/history.js';
import { LINES } from '../../../../app/tui/terminal/state/messages.js';
import { reduce } from '../../../../app/tui/terminal/state/reduce.js';
import { armsOf, feedRows, logLines, paceOf } from '../../../../app/tui/terminal/state/select.js';
import { initial } from '../../../../app/tui/terminal/state/state.js';
import { tabsOf } from '../../../../app/tui/terminal/state/tabs.js';
import { begin, FACTS, frameAt, logged, MESSAGES, play, run } from './fixture.js';

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

describe('history', () => {
  const values = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: 300 });

  test('is bounded, keeps its range and its mean', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(2, 4, 16, 64), (all, bound) => {
        const samples = all.map((value, at) => ({ step: at + 5, values: [value, at] }));
        const history = extend(EMPTY, samples, bound);
        expect(history.points.length).toBeLessThan(bound);
        expect(history.points.length * history.every + history.open.length).toBe(all.length);
        if (all.length > 0) expect(history.first).toBe(5);
        const kept = seriesOf(history, 0).filter((value) => value !== null);
        const given = all.filter((value) => value !== null);
        expect(kept.length === 0).toBe(given.length === 0);
        for (const value of kept) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...given));
          expect(value).toBeLessThanOrEqual(Math.max(...given));
        }
        const steps = seriesOf(history, 1) as number[];
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
      }),
    );
  });

  test('does not depend on how samples come', () => {
    fc.assert(
      fc.property(values, fc.nat(300), (all, cut) => {
        const samples = all.map((value, step) => ({ step, values: [value] }));
        const twice = extend(extend(EMPTY, samples.slice(0, cut), 16), samples.slice(cut), 16);
        expect(twice).toEqual(extend(EMPTY, samples, 16));
      }),
    );
  });
});

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

  test('help scrolls and closes', () => {
    expect(stateAfter('?', 'end').scroll.help).toBe(4);
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

describe('messages', () => {
  test('lines of the log are bounded', () => {
    const lines = Array.from({ length: LINES + 5 }, (_, at) => [at, logged(at, `line ${at}`)] as const);
    const { log } = play(lines).state;
    expect([log.length, log[0]?.text]).toEqual([LINES, 'line 5']);
  });

  test('tabs are those that the model has something for', () => {
    const titles = (change: Parameters<typeof begin>[1]) =>
      tabsOf(play([[0, begin(0, change)]]).state).map(({ title }) => title);
    expect(titles({})).toEqual(['Overview', 'Charts', 'Map', 'Ledger', 'Log', 'Runs', 'Agent']);
    expect(titles({ views: [], inspectable: 0 })).toEqual(['Overview', 'Log', 'Runs']);
    expect(play([[0, begin(1, { views: [] })]], [], play(MESSAGES, ['3']).state).state.tab).toBe('overview');
  });

  test('outcomes are means over the finished runs of an arm', () => {
    const ended = (index: number, state: 'finished' | 'failed', recall: number | null) =>
      [
        index,
        { type: 'ended', run: run(index), steps: 9, state, outcomes: [['recall', recall]], seconds: 1 },
      ] as const;
    const { state } = play([
      ended(0, 'finished', 0.5),
      ended(3, 'finished', 0.7),
      ended(1, 'failed', 0.1),
      ended(4, 'finished', null),
    ]);
    const arms = armsOf(state).map(({ arm, finished, runs, means }) => [
      arm,
      finished,
      runs,
      means.get('recall'),
    ]);
    expect(arms).toEqual([
      ['none', 2, 2, 0.6],
      ['reputation', 1, 2, undefined],
    ]);
  });

  test('the pace is over the last seconds', () => {
    const frames = Array.from({ length: 100 }, (_, at) => [at + 1, frameAt((at + 1) * 2)] as const);
    const { state } = play([[0, begin(0)], ...frames]);
    expect(paceOf(state)).toEqual({ rate: 2, left: 0 });
    expect(state.current!.marks.length).toBeLessThan(16);
  });

  test('a frame before any run, and one of an unknown shape of views, is no harm', () => {
    expect(play([[0, frameAt(3)]]).state).toEqual({ ...initial(80, 24) });
    expect(
      play([
        [0, begin(0, { views: [] })],
        [1, frameAt(3)],
      ]).state.current?.maps,
    ).toEqual([]);
  });
});
