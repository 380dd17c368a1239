import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunShape } from '../../../../../app/tui/protocol.js';
import { armsOf, paceOf } from '../../../../../app/tui/terminal/state/select.js';
import { initial } from '../../../../../app/tui/terminal/state/state.js';
import { tabsOf } from '../../../../../app/tui/terminal/state/tabs.js';
import { appended, entries, NOTHING, type Tail } from '../../../../../app/tui/terminal/state/tail.js';
import { begin, drawn, frameAt, logged, MESSAGES, play, run } from '../fixture.js';

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

  test('a run that is begun again on another device keeps what it showed, and shows no step twice', () => {
    const whole = play([[0, begin()], ...[5, 9, 12].map((done) => [done, frameAt(done, 5)] as const)]).state;
    const { history } = whole.current!;
    // Its checkpoint is of 7 steps; the frame of 9 was the last before its device failed.
    const resumed = play([
      [0, begin()],
      [5, frameAt(5, 5)],
      [9, frameAt(9, 5)],
      [10, begin(0, { device: 'cpu', again: true })],
      [11, frameAt(9, 2)],
      [12, frameAt(12, 5)],
    ]).state;
    expect(resumed.current!.history).toEqual(history);
    expect(resumed.current!.history.points).toHaveLength(12);
    expect(resumed.current!.begin.device).toBe('cpu');
    expect(resumed.runs).toHaveLength(1);
    const anew = play([
      [0, begin()],
      [5, frameAt(5, 5)],
      [6, begin(1, { again: true })],
    ]).state;
    expect(anew.current!.history.points).toEqual([]);
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

  test('of an agent that is gone nothing is told any more', () => {
    const { state } = play(MESSAGES, ['7', 'g', '4', '0', 'enter']);
    const looking = play([[80, { type: 'agent', agent: 40, name: 'ewe 40', facts: [] }]], [], state).state;
    const shown = (inspectable: number) =>
      drawn(play([[81, frameAt(81, 1, { inspectable })]], [], looking).state);
    expect(shown(50)).toMatch(/ewe 40 .*agent 40 of 0–49/);
    expect(shown(20)).toContain('there are 20 agents now: n and b go to others');
    expect(shown(20)).not.toContain('ewe 40');
    expect(shown(0)).toContain('no agents are left');
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
