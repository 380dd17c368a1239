import { expect, test } from 'vitest';
import { reduce } from '../../../../app/tui/terminal/state/reduce.js';
import { elapsed, paceOf } from '../../../../app/tui/terminal/state/select.js';
import type { State } from '../../../../app/tui/terminal/state/state.js';
import { begin, drawn, frameAt, play, run } from './fixture.js';

const elapsedOf = (state: State): number => elapsed(state, state.current!);

test('a run that is nearly over when the screen comes up has its own time and rate', () => {
  const { state } = play([
    [7, begin(0)],
    [7, frameAt(100, 0, { clock: 20_000 })],
    [7, frameAt(180, 0, { clock: 36_000 })],
  ]);
  expect(elapsedOf(state)).toBe(36);
  expect(paceOf(state)).toEqual({ rate: 5, left: 4 });
  expect(state.runs[0]?.seconds).toBe(36);
  expect(drawn(state)).toMatch(/elapsed 36 s/);
});

test('between frames the time goes on, but not in a pause nor after the end', () => {
  const { state } = play([
    [0, begin(0)],
    [1, frameAt(10, 0, { clock: 2000 })],
  ]);
  const later = (from: State, at: number) => reduce(from, { type: 'tick', at }).state;
  expect(elapsedOf(later(state, 4))).toBe(5);
  const { state: paused } = play([[5, frameAt(10, 0, { clock: 6000, paused: true })]], [], state);
  expect(elapsedOf(later(paused, 60))).toBe(6);
  const over = {
    type: 'ended',
    run: run(0),
    steps: 10,
    state: 'finished',
    outcomes: [],
    seconds: 2,
  } as const;
  expect(elapsedOf(later(play([[2, over]], [], state).state, 60))).toBe(2);
});
