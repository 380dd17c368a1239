import type { Begin, Ended, Frame, LogLine, ToTerminal } from '../../protocol.js';
import { type Next, next } from './event.js';
import { EMPTY, extend } from './history.js';
import { found, passes } from './select.js';
import type { Current, RunRow, State } from './state.js';
import { feedsOf, shown, tabsOf } from './tabs.js';

/** Lines of the log, and rows of a feed, that are kept. */
export const LINES = 10_000;

/** Seconds of marks: a little more than the pace looks back. */
const MARKS = 12;

/** The state after a message of the run's process. */
export function received(state: State, message: ToTerminal): Next {
  switch (message.type) {
    case 'open':
      return next({ ...state, title: message.title });
    case 'begin':
      return begun(state, message);
    case 'frame':
      return next(state.current === undefined ? state : advanced(state, state.current, message));
    case 'log':
      return next(logged(state, message));
    case 'ended':
      return next(ended(state, message));
    case 'agent':
      return next(message.agent === state.agent ? { ...state, facts: message } : state);
    case 'close':
      return next(state);
  }
}

/** A run's own things start anew; log, runs and what the person has chosen stay. */
function begun(state: State, begin: Begin): Next {
  const current: Current = {
    begin,
    began: state.now,
    done: 0,
    stage: -1,
    seconds: begin.stages.map(() => 0),
    rss: 0,
    paused: state.current?.paused ?? false,
    history: EMPTY,
    maps: begin.views.map(() => undefined),
    feeds: begin.views.map(() => []),
    marks: [{ done: 0, at: state.now }],
  };
  const row: RunRow = { run: begin.run, state: 'running', steps: 0, outcomes: [], seconds: 0 };
  const agent = state.agent !== undefined && state.agent < begin.inspectable ? state.agent : undefined;
  const scroll = { ...state.scroll, feed: 0, charts: 0, agent: 0 };
  const after = { ...state, current, runs: put(state.runs, row), agent, cursor: 0, facts: undefined, scroll };
  const tab = tabsOf(after).some((offered) => offered.tab === state.tab) ? state.tab : 'overview';
  const looking = tab === 'agent' && agent !== undefined;
  return next({ ...after, tab }, ...(looking ? [{ type: 'inspect', agent } as const] : []));
}

function advanced(state: State, before: Current, frame: Frame): State {
  const marks = [...before.marks, { done: frame.done, at: state.now }];
  const recent = marks.findIndex(({ at }) => at >= state.now - MARKS);
  const current: Current = {
    ...before,
    done: frame.done,
    stage: frame.stage,
    seconds: frame.seconds,
    rss: frame.rss,
    paused: frame.paused,
    history: extend(before.history, frame.samples),
    maps: before.maps.map((map, view) => frame.maps[view] ?? map),
    feeds: before.feeds.map((rows, view) => added(rows, frame.feeds[view] ?? [])),
    marks: marks.slice(Math.max(0, recent - 1)),
  };
  const wanted = state.wanted === frame.paused ? undefined : state.wanted;
  const runs = state.runs.map((row) =>
    row.run.index === before.begin.run.index && row.state === 'running'
      ? { ...row, steps: frame.done, seconds: state.now - before.began }
      : row,
  );
  return still({ ...state, current, runs, wanted }, frame);
}

/** A feed that is scrolled back stays where it is while rows come in. */
function still(state: State, frame: Frame): State {
  const feed = shown(feedsOf(state), state.feed);
  if (feed === undefined || state.scroll.feed === 0) return state;
  const more = (frame.feeds[feed.index] ?? []).filter((row) => found(row, state.search.feed)).length;
  return { ...state, scroll: { ...state.scroll, feed: Math.min(LINES, state.scroll.feed + more) } };
}

function logged(state: State, line: LogLine): State {
  const log = added(state.log, [line]);
  if (state.scroll.log === 0 || !passes(state, line)) return { ...state, log };
  return { ...state, log, scroll: { ...state.scroll, log: Math.min(LINES, state.scroll.log + 1) } };
}

function ended(state: State, { run, state: how, steps, outcomes, seconds }: Ended): State {
  return { ...state, runs: put(state.runs, { run, state: how, steps, outcomes, seconds }) };
}

/** In the order of the runs' numbers, each once. */
function put(rows: readonly RunRow[], row: RunRow): readonly RunRow[] {
  const others = rows.filter(({ run }) => run.index !== row.run.index);
  return [...others, row].sort((a, b) => a.run.index - b.run.index);
}

function added<Of>(list: readonly Of[], more: readonly Of[]): readonly Of[] {
  if (more.length === 0) return list;
  const all = [...list, ...more];
  return all.length > LINES ? all.slice(-LINES) : all;
}
