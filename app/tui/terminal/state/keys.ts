import { agentKeys, asksForAgent, inspect } from './agent.js';
import { cursorKeys } from './cursor.js';
import { asked, helped, prompted, searching, searchOf, typed } from './dialogs.js';
import { type Next, next } from './event.js';
import { scrolled, toEnd } from './scroll.js';
import { LEVELS, pausing } from './select.js';
import type { State, Tab } from './state.js';
import { feedsOf, mapsOf, tabsOf } from './tabs.js';

/** Milliseconds between frames, from slow to fast. */
const PACES: readonly number[] = [1000, 500, 200, 100, 50];

/** The state after a key: a character, or the name of a key that prints none (`up`, `enter`, `ctrl-c` …). */
export function pressed(state: State, key: string): Next {
  if (key === 'ctrl-c') return interrupted(state);
  if (state.question) {
    if (key === 'y' || key === 'Y') return interrupted({ ...state, question: false });
    return next(asked(state, key));
  }
  if (state.help) return next(helped(state, key));
  if (state.prompt !== undefined) return prompted(state, state.prompt, key);
  return common(state, key) ?? special(state, key) ?? turned(state, key) ?? next(scrolled(state, key));
}

const interrupted = (state: State): Next =>
  next({ ...state, interrupts: state.interrupts + 1 }, { type: 'interrupt' });

/** Keys that do the same in every tab. */
function common(state: State, key: string): Next | undefined {
  switch (key) {
    case 'p':
    case ' ': {
      const paused = !pausing(state);
      return next({ ...state, wanted: paused }, { type: paused ? 'pause' : 'resume' });
    }
    case 's':
    case '.':
      return pausing(state)
        ? next(state, { type: 'step' })
        : next({ ...state, wanted: true }, { type: 'pause' }, { type: 'step' });
    case '+':
    case '=':
      return paced(state, 1);
    case '-':
      return paced(state, -1);
    case '?':
      return next({ ...state, help: true, scroll: { ...state.scroll, help: 0 } });
    case 'q':
      return next({ ...state, question: true });
    default:
      return undefined;
  }
}

function paced(state: State, by: 1 | -1): Next {
  const at = PACES.indexOf(state.every) + by;
  const every = PACES[at];
  return every === undefined ? next(state) : next({ ...state, every }, { type: 'pace', every });
}

/** Keys of one tab, which come before those that turn tabs. */
function special(state: State, key: string): Next | undefined {
  switch (state.tab) {
    case 'log':
      if (key !== 'l') return searched(state, key);
      return next(toEnd({ ...state, level: LEVELS[(LEVELS.indexOf(state.level) + 1) % LEVELS.length]! }));
    case 'feed':
      if (key !== 'v' || feedsOf(state).length < 2) return searched(state, key);
      return next(toEnd({ ...state, feed: (state.feed + 1) % feedsOf(state).length }));
    case 'map':
      if (key === 'v' && mapsOf(state).length > 1) {
        return next({ ...state, map: (state.map + 1) % mapsOf(state).length });
      }
      return cursorKeys(state, key);
    case 'agent':
      return agentKeys(state, key);
    default:
      return undefined;
  }
}

/** Keys of a search, in feeds and log. */
function searched(state: State, key: string): Next | undefined {
  if (key === '/') return next(typed(state, 'search'));
  return key === 'escape' && searchOf(state) !== '' ? next(searching(state, '')) : undefined;
}

/** Numbers and arrows go from tab to tab. */
function turned(state: State, key: string): Next | undefined {
  const tabs = tabsOf(state);
  const here = tabs.findIndex(({ tab }) => tab === state.tab);
  const by = key === 'tab' || key === 'right' ? 1 : key === 'shift-tab' || key === 'left' ? -1 : 0;
  const to =
    by === 0
      ? tabs.find(({ number }) => String(number) === key)
      : tabs[(here + by + tabs.length) % tabs.length];
  return to === undefined ? undefined : opened(state, to.tab);
}

/** Facts of an agent are asked for only while its tab is open. */
function opened(state: State, tab: Tab): Next {
  if (tab === state.tab) return next(state);
  if (tab === 'agent') return inspect(state, state.agent ?? 0);
  return next(
    { ...state, tab },
    ...(asksForAgent(state) ? [{ type: 'inspect', agent: undefined } as const] : []),
  );
}
