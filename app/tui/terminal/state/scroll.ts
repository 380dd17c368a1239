import { helpOf } from '../help.js';
import { chartGrid } from '../layout/charts.js';
import { frame } from '../layout/frame.js';
import { runsParts } from '../layout/runs.js';
import { factLines } from './facts.js';
import { feedRows, logLines, outcomesOf } from './select.js';
import type { State, Tab } from './state.js';
import { chartsOf } from './tabs.js';

/** Lines that there are to scroll through, and how many are seen at once. */
interface Extent {
  readonly lines: number;
  readonly page: number;
  /** Counted back from the end, which is followed. */
  readonly follows: boolean;
}

const scrollOf = (state: State): number => state.scroll[place(state)];

const place = (state: State): Tab | 'help' => (state.help ? 'help' : state.tab);

/** The state after a key that scrolls; others change nothing. */
export function scrolled(state: State, key: string): State {
  const { page, follows, lines } = extent(state);
  const down = follows ? -1 : 1;
  const by = { down: 1, up: -1, pagedown: page, pageup: -page, home: -lines, end: lines }[key];
  return by === undefined ? state : to(state, scrollOf(state) + down * by);
}

/** To the end in log and feed, to the top elsewhere. */
export const toEnd = (state: State): State => to(state, 0);

/** Scrolled no further than there are lines. */
export const clamped = (state: State): State => to(state, scrollOf(state));

function to(state: State, wanted: number): State {
  const { lines, page } = extent(state);
  const at = Math.max(0, Math.min(wanted, lines - page));
  return { ...state, scroll: { ...state.scroll, [place(state)]: at } };
}

function extent(state: State): Extent {
  const body = frame(state.columns, state.rows)?.body;
  if (body === undefined) return { lines: 0, page: 1, follows: false };
  switch (place(state)) {
    case 'help':
      return { lines: helpOf(state).length, page: body.height - 2, follows: false };
    case 'log':
      return { lines: logLines(state).length, page: body.height - 1, follows: true };
    case 'feed':
      return { lines: feedRows(state).length, page: body.height - 2, follows: true };
    case 'charts': {
      const { lines, shown } = chartGrid(body, chartsOf(state).length);
      return { lines, page: shown, follows: false };
    }
    case 'runs': {
      const { list } = runsParts(body, outcomesOf(state).length, state.runs.length);
      return { lines: state.runs.length, page: Math.max(1, list.height - 2), follows: false };
    }
    case 'agent':
      return {
        lines: factLines(state.facts?.facts ?? [], body.width),
        page: body.height - 1,
        follows: false,
      };
    default:
      return { lines: 0, page: 1, follows: false };
  }
}
