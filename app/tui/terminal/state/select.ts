import { leftOf, rateOf } from '../../pace.js';
import type { LogLine, RunShape } from '../../protocol.js';
import type { Current, RunRow, State } from './state.js';
import { chosen, feedsOf } from './tabs.js';
import { entries, filtered, latest, NOTHING, type Tail } from './tail.js';

export const LEVELS: readonly LogLine['level'][] = ['debug', 'info', 'warn', 'error'];

/** What has a log. */
export type Logged = Pick<State, 'log' | 'level'> & {
  readonly search: { readonly log: string };
  readonly scroll: { readonly log: number };
};

/** Does a line of the log pass the level and the search? */
export function passes(state: Logged, line: LogLine): boolean {
  return LEVELS.indexOf(line.level) >= LEVELS.indexOf(state.level) && has(line.text, state.search.log);
}

export const logLines = (state: Logged): readonly LogLine[] =>
  filtered(state.log, `${state.level} ${state.search.log}`, (line) => passes(state, line));

/** Lines for a glance, whatever level is chosen: without what only debugging needs, such as every step. */
export const newsLines = (state: Logged, most: number): readonly LogLine[] =>
  latest(state.log, most, ({ level }) => level !== 'debug');

/** Is there a line of this level, whatever is searched for? */
export const hasLevel = (state: Logged): boolean =>
  latest(state.log, 1, ({ level }) => LEVELS.indexOf(level) >= LEVELS.indexOf(state.level)).length > 0;

/** Rows of the feed that is shown which hold what is searched for. */
export function feedRows(state: State): readonly (readonly string[])[] {
  const text = state.search.feed;
  return text === '' ? entries(rowsOf(state)) : filtered(rowsOf(state), text, (row) => found(row, text));
}

/** The last rows of the feed that is shown, whatever is searched for. */
export const lastRows = (state: State, most: number): readonly (readonly string[])[] =>
  latest(rowsOf(state), most, () => true);

const rowsOf = (state: State): Tail<readonly string[]> =>
  state.current?.feeds[chosen(feedsOf(state), state.feed)?.index ?? -1] ?? NOTHING;

export const found = (row: readonly string[], text: string): boolean =>
  text === '' || row.some((cell) => has(cell, text));

const has = (text: string, part: string): boolean =>
  part === '' || text.toLowerCase().includes(part.toLowerCase());

/** Steps a second over the last seconds and seconds left, each undefined where unknown. */
export function paceOf(state: State): {
  readonly rate: number | undefined;
  readonly left: number | undefined;
} {
  const { marks = [], begin } = state.current ?? {};
  return { rate: rateOf(marks), left: leftOf(marks, begin?.steps) };
}

/** Seconds that a run has taken: its own clock, and what has gone by since that was heard, while it is at work. */
export function elapsed({ now, runs }: State, { begin, clock, heard, paused }: Current): number {
  const ended = runs.some(({ run, state }) => sameRun(run, begin.run) && state !== 'running');
  return clock + (paused || ended ? 0 : now - heard);
}

/** Is the run paused, or asked to be? */
export const pausing = (state: State): boolean => state.wanted ?? state.current?.paused ?? false;

/** Runs are numbered within their scenario. */
export const sameRun = (a: RunShape, b: RunShape): boolean =>
  a.scenario === b.scenario && a.index === b.index;

/** Names of the scenarios, in the order that they came in. */
export const scenariosOf = (rows: readonly RunRow[]): string[] => [
  ...new Set(rows.map(({ run }) => run.scenario)),
];

/** Outcomes of an arm of a scenario: the mean of each over its finished runs that have it. */
interface ArmMeans {
  readonly arm: string;
  readonly finished: number;
  readonly runs: number;
  readonly means: ReadonlyMap<string, number>;
}

export function armsOf(state: State): ArmMeans[] {
  const several = scenariosOf(state.runs).length > 1;
  const arms = new Map<string, RunRow[]>();
  for (const row of state.runs) {
    const { scenario, arm } = row.run;
    const name = arm === undefined ? scenario : several ? `${scenario}/${arm}` : arm;
    arms.set(name, [...(arms.get(name) ?? []), row]);
  }
  return [...arms].map(([arm, runs]) => {
    const finished = runs.filter(({ state: now }) => now === 'finished');
    const values = new Map<string, number[]>();
    for (const { outcomes } of finished) {
      for (const [name, value] of outcomes) {
        if (value !== null) values.set(name, [...(values.get(name) ?? []), value]);
      }
    }
    const means = new Map(
      [...values].map(([name, all]) => [name, all.reduce((a, b) => a + b, 0) / all.length]),
    );
    return { arm, finished: finished.length, runs: runs.length, means };
  });
}

/** Names of all outcomes, in the order of their first mention. */
export const outcomesOf = (state: State): string[] => [
  ...new Set(state.runs.flatMap(({ outcomes }) => outcomes.map(([name]) => name))),
];
