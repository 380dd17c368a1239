import { marked } from '../../pace.js';
import type { Begin, Ended, Frame, LogLine, Message, RunShape } from '../../protocol.js';
import { type Next, next } from './event.js';
import { EMPTY, extend, nextOf } from './history.js';
import { found, passes, sameRun, scenariosOf } from './select.js';
import type { Current, RunRow, State } from './state.js';
import { chosen, feedsOf, tabsOf } from './tabs.js';
import { appended, NOTHING } from './tail.js';

/** The state after a message of the run's process. */
export function received(state: State, message: Message): Next {
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
  const { current: before } = state;
  const goesOn = begin.again === true && before !== undefined && sameRun(before.begin.run, begin.run);
  const current: Current = {
    begin,
    clock: 0,
    heard: state.now,
    done: 0,
    stage: -1,
    seconds: begin.stages.map(() => 0),
    rss: 0,
    inspectable: begin.inspectable,
    paused: state.current?.paused ?? false,
    history: goesOn ? before.history : EMPTY,
    maps: begin.views.map(() => undefined),
    feeds: begin.views.map(() => NOTHING),
    marks: [{ done: 0, at: 0 }],
  };
  const row: RunRow = { run: begin.run, state: 'running', steps: 0, outcomes: [], seconds: 0 };
  const agent = state.agent !== undefined && state.agent < begin.inspectable ? state.agent : undefined;
  const scroll = { ...state.scroll, feed: 0, charts: 0, agent: 0 };
  const after = { ...state, current, runs: put(state.runs, row), agent, cursor: 0, facts: undefined, scroll };
  const tab = tabsOf(after).some((offered) => offered.tab === state.tab) ? state.tab : 'overview';
  const inspecting = tab === 'agent' && agent !== undefined;
  return next({ ...after, tab }, ...(inspecting ? [{ type: 'inspect', agent } as const] : []));
}

function advanced(state: State, before: Current, frame: Frame): State {
  // A pause is no part of the pace: what was before it counts no more, and it ends where steps go on.
  const cut = frame.paused || before.paused;
  const clock = frame.clock / 1000;
  const current: Current = {
    ...before,
    clock,
    heard: state.now,
    done: frame.done,
    stage: frame.stage,
    seconds: frame.seconds,
    rss: frame.rss,
    inspectable: frame.inspectable,
    paused: frame.paused,
    // Of a run that was begun again, steps come twice.
    history: extend(
      before.history,
      frame.samples.filter(({ step }) => step >= nextOf(before.history)),
    ),
    maps: before.maps.map((map, view) => frame.maps[view] ?? map),
    feeds: before.feeds.map((rows, view) => appended(rows, frame.feeds[view] ?? [])),
    marks: marked(cut ? [] : before.marks, { done: frame.done, at: clock }),
  };
  const wanted = state.wanted === frame.paused ? undefined : state.wanted;
  const runs = state.runs.map((row) =>
    sameRun(row.run, before.begin.run) && row.state === 'running'
      ? { ...row, steps: frame.done, seconds: clock }
      : row,
  );
  // Of one that is no more nothing is known.
  const facts = (state.agent ?? 0) < frame.inspectable ? state.facts : undefined;
  return keptInPlace({ ...state, current, runs, wanted, facts }, frame);
}

/** A feed that is scrolled back stays where it is while rows come in. */
function keptInPlace(state: State, frame: Frame): State {
  const feed = chosen(feedsOf(state), state.feed);
  if (feed === undefined || state.scroll.feed === 0) return state;
  const kept = state.current?.feeds[feed.index]?.length ?? 0;
  const more = (frame.feeds[feed.index] ?? []).filter((row) => found(row, state.search.feed)).length;
  return { ...state, scroll: { ...state.scroll, feed: Math.min(kept, state.scroll.feed + more) } };
}

function logged(state: State, line: LogLine): State {
  const log = appended(state.log, [line]);
  if (state.scroll.log === 0 || !passes(state, line)) return { ...state, log };
  return { ...state, log, scroll: { ...state.scroll, log: Math.min(log.length, state.scroll.log + 1) } };
}

function ended(state: State, { run, state: how, steps, outcomes, seconds }: Ended): State {
  return { ...state, runs: put(state.runs, { run, state: how, steps, outcomes, seconds }) };
}

/** Scenarios in the order that they came in, the runs of each in the order of their numbers, each once. */
function put(rows: readonly RunRow[], row: RunRow): readonly RunRow[] {
  const all = [...rows.filter(({ run }) => !sameRun(run, row.run)), row];
  const scenarios = scenariosOf([...rows, row]);
  const place = ({ scenario }: RunShape) => scenarios.indexOf(scenario);
  return all.sort((a, b) => place(a.run) - place(b.run) || a.run.index - b.run.index);
}
