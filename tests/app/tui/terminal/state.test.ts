import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunShape } from '../../../../app/tui/protocol.js';
import { EMPTY, extend, seriesOf } from '../../../../app/tui/terminal/state/history.js';
import { reduce } from '../../../../app/tui/terminal/state/reduce.js';
import { armsOf, feedRows, logLines, paceOf } from '../../../../app/tui/terminal/state/select.js';
import { initial } from '../../../../app/tui/terminal/state/state.js';
import { tabsOf } from '../../../../app/tui/terminal/state/tabs.js';
import { appended, entries, NOTHING, type Tail } from '../../../../app/tui/terminal/state/tail.js';
import { begin, drawn, FACTS, frameAt, logged, MESSAGES, play, run } from './fixture.js';

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

describe('messages', () => {
  test('lines of the log are bounded', () => {
    const lines = Array.from({ length: 12_000 }, (_, at) => [at, logged(at, `line ${at}`)] as const);
    const { log } = play(lines).state;
    const kept = entries(log);
    expect([kept.length, kept.at(-1)?.text]).toEqual([log.length, 'line 11999']);
    expect(kept[0]?.text).toBe(`line ${12_000 - log.length}`);
    expect(log.length).toBeGreaterThanOrEqual(10_000);
    expect(log.length).toBeLessThan(10_256);
  });

  test('the end of a list is the same however it comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(700), { maxLength: 6 }),
        fc.integer({ min: 1, max: 600 }),
        (sizes, bound) => {
          let tail: Tail<number> = NOTHING;
          let count = 0;
          for (const size of sizes) {
            tail = appended(
              tail,
              Array.from({ length: size }, (_, at) => count + at),
              bound,
            );
            count += size;
          }
          const kept = entries(tail);
          expect(kept.length).toBe(tail.length);
          expect(kept).toEqual(Array.from({ length: tail.length }, (_, at) => count - tail.length + at));
          expect(tail.length).toBeGreaterThanOrEqual(Math.min(count, bound));
          expect(tail.length).toBeLessThan(bound + 256);
        },
      ),
    );
  });

  test('runs of several scenarios stay apart', () => {
    const of = (scenario: string, index: number): RunShape => ({ ...run(index, 2), scenario, arm: 'none' });
    const ended = (scenario: string, recall: number) =>
      ({
        type: 'ended',
        run: of(scenario, 0),
        steps: 9,
        state: 'finished',
        outcomes: [['recall', recall]],
        seconds: 1,
      }) as const;
    const { state } = play([
      [0, begin(0, { run: of('default', 0) })],
      [1, ended('default', 0.5)],
      [2, begin(0, { run: of('byzantine', 0) })],
      [3, ended('byzantine', 0.1)],
      [4, begin(0, { run: of('default', 1) })],
      [5, frameAt(7)],
    ]);
    expect(state.runs.map((row) => [row.run.scenario, row.run.index, row.steps])).toEqual([
      ['default', 0, 9],
      ['default', 1, 7],
      ['byzantine', 0, 9],
    ]);
    expect(armsOf(state).map(({ arm, means }) => [arm, means.get('recall')])).toEqual([
      ['default/none', 0.5],
      ['byzantine/none', 0.1],
    ]);
    const frame = drawn(play([], ['6'], state).state);
    expect(frame).toContain('scenario default');
    expect(frame).toMatch(/run +scenario +arm/);
    expect(frame).toContain('2 of 4 runs done');
  });

  test('a pause is no part of the pace', () => {
    const { state } = play([
      [0, begin(0)],
      [10, frameAt(100)],
      [11, frameAt(100, 0, { paused: true })],
    ]);
    expect(paceOf(state)).toEqual({ rate: undefined, left: undefined });
    expect(drawn(state)).toContain('paused');
    expect(drawn(state)).not.toMatch(/steps\/s|left/);
    const after = play(
      [
        [100, frameAt(100, 0)],
        [102, frameAt(120, 20)],
      ],
      [],
      state,
    ).state;
    expect(paceOf(after)).toEqual({ rate: 10, left: 8 });
  });

  test('tabs are those that the model has something for', () => {
    const titles = (change: Parameters<typeof begin>[1]) =>
      tabsOf(play([[0, begin(0, change)]]).state).map(({ title }) => title);
    expect(titles({})).toEqual(['Overview', 'Charts', 'Map', 'Ledger', 'Log', 'Runs', 'Agent']);
    expect(titles({ views: [], inspectable: 0 })).toEqual(['Overview', 'Log', 'Runs']);
    const bare = [[0, begin(0, { views: [], inspectable: 0 })]] as const;
    expect(play(bare, ['5']).state.tab).toBe('log');
    expect(play(bare, ['4']).state.tab).toBe('overview');
    expect(drawn(play(bare, ['?']).state)).not.toContain('Agent');
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
