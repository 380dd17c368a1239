import { type Next, next } from '../../state/event.js';
import { LEVELS } from '../../state/select.js';
import { gridKeys } from './cursor.js';
import { liveKeys, look, lookedAway, runKeys } from './run.js';
import { chosenBy, kept, scrolledBy, scrolledTo } from './scroll.js';
import { failuresOf, orderedDesigns, orders, urgentOf } from './select.js';
import type { SweepState, SweepTab } from './state.js';
import { sweepTabs } from './tabs.js';

/** Milliseconds between frames, from slow to fast. */
const PACES: readonly number[] = [1000, 500, 200, 100, 50];

/** The state after a key: a character, or the name of a key that prints none. */
export function pressedIn(state: SweepState, key: string): Next<SweepState> {
  if (key === 'ctrl-c') return left(state);
  if (state.question) return answered(state, key);
  if (state.live?.state !== undefined) return liveKeys(state, state.live.state, key);
  if (state.help) return next(helped(state, key));
  if (state.prompt !== undefined) return next(kept(prompted(state, state.prompt, key)));
  return common(state, key) ?? special(state, key) ?? turned(state, key) ?? next(state);
}

/** Who drives the sweep is asked to end it; who looks on leaves. */
const left = (state: SweepState): Next<SweepState> =>
  state.sweep?.drives === true
    ? next({ ...state, question: false, interrupts: state.interrupts + 1 }, { type: 'interrupt' })
    : next(state, { type: 'leave' });

function answered(state: SweepState, key: string): Next<SweepState> {
  if (key === 'y' || key === 'Y') return left(state);
  return next(['n', 'N', 'q', 'escape'].includes(key) ? { ...state, question: false } : state);
}

const helped = (state: SweepState, key: string): SweepState =>
  ['?', 'q', 'escape', 'enter', ' '].includes(key)
    ? { ...state, help: false }
    : scrolledBy(state, 'help', key);

/** Keys that do the same in every tab. */
function common(state: SweepState, key: string): Next<SweepState> | undefined {
  switch (key) {
    case '+':
    case '=':
      return paced(state, 1);
    case '-':
      return paced(state, -1);
    case '?':
      return next({ ...state, help: true, scroll: { ...state.scroll, help: 0 } });
    case 'q':
      return state.sweep?.drives === true ? next({ ...state, question: true }) : left(state);
    case '/':
      if (state.tab === 'run') return undefined;
      return next({ ...state, prompt: { kind: 'search', text: searched(state), before: searched(state) } });
    case 'escape':
      return searched(state) === '' || state.tab === 'run' ? undefined : next(kept(searching(state, '')));
    default:
      return undefined;
  }
}

function paced(state: SweepState, by: 1 | -1): Next<SweepState> {
  const every = PACES[PACES.indexOf(state.every) + by];
  return every === undefined ? next(state) : next({ ...state, every }, { type: 'pace', every });
}

/** Keys of one tab, which come before those that turn tabs. */
function special(state: SweepState, key: string): Next<SweepState> | undefined {
  switch (state.tab) {
    case 'overview':
      return gridKeys(state, key);
    case 'designs':
      return designKeys(state, key);
    case 'failures': {
      const failure = failuresOf(state)[state.chosen.failures];
      if (key === 'enter') return failure === undefined ? next(state) : look(state, failure.cell, true);
      return moved(state, chosenBy(state, 'failures', key));
    }
    case 'run':
      return runKeys(state, key);
    case 'log':
      if (key !== 'l') return moved(state, scrolledBy(state, 'log', key));
      return next(
        scrolledTo({ ...state, level: LEVELS[(LEVELS.indexOf(state.level) + 1) % LEVELS.length]! }, 'log', 0),
      );
  }
}

function designKeys(state: SweepState, key: string): Next<SweepState> | undefined {
  const { order } = state;
  switch (key) {
    case 'o':
      return next({ ...state, order: { ...order, column: (order.column + 1) % orders(state) } });
    case 'r':
      return next({ ...state, order: { ...order, down: !order.down } });
    case 'enter': {
      const design = orderedDesigns(state)[state.chosen.designs];
      if (design === undefined) return next(state);
      return next({ ...state, tab: 'overview', cursor: urgentOf(state, design) });
    }
    default:
      return moved(state, chosenBy(state, 'designs', key));
  }
}

const moved = (before: SweepState, after: SweepState): Next<SweepState> | undefined =>
  after === before ? undefined : next(after);

/** What is searched for in the tab that is open: the log has a search of its own. */
export const searched = ({ tab, search }: SweepState): string => (tab === 'log' ? search.log : search.sweep);

function searching(state: SweepState, text: string): SweepState {
  const search = { ...state.search, [state.tab === 'log' ? 'log' : 'sweep']: text };
  return { ...state, search, scroll: { ...state.scroll, log: 0 }, chosen: { designs: 0, failures: 0 } };
}

/** A search is being typed, and takes effect with every character. */
function prompted(state: SweepState, prompt: NonNullable<SweepState['prompt']>, key: string): SweepState {
  if (key === 'enter') return { ...state, prompt: undefined };
  if (key === 'escape') return searching({ ...state, prompt: undefined }, prompt.before);
  const { text } = prompt;
  const typed =
    key === 'backspace' ? [...text].slice(0, -1).join('') : [...key].length === 1 ? text + key : text;
  return searching({ ...state, prompt: { ...prompt, text: typed } }, typed);
}

/** Numbers and arrows go from tab to tab. */
function turned(state: SweepState, key: string): Next<SweepState> | undefined {
  const tabs = sweepTabs(state);
  const here = tabs.findIndex(({ tab }) => tab === state.tab);
  const by = key === 'tab' || key === 'right' ? 1 : key === 'shift-tab' || key === 'left' ? -1 : 0;
  const to =
    by === 0
      ? tabs.find(({ number }) => String(number) === key)
      : tabs[(here + by + tabs.length) % tabs.length];
  return to === undefined || to.tab === state.tab ? undefined : opened(state, to.tab);
}

/** The tab of a run opens with the one under the cursor; what is known of it is asked for only while it is open. */
function opened(state: SweepState, tab: SweepTab): Next<SweepState> {
  if (tab === 'run') return look(state, state.cursor);
  const { state: after, send } = state.tab === 'run' ? lookedAway(state) : next(state);
  return next(kept({ ...after, tab }), ...send);
}
