import type { State } from './state/state.js';
import { tabsOf } from './state/tabs.js';

/** A key, or several that do much the same, and what it does. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

/** The keys of the tabs that there are, under their names; a line without a text is a heading. */
export function helpOf(state: State): readonly KeyHelp[] {
  const tabs = tabsOf(state);
  const has = (name: string) => tabs.some(({ tab }) => tab === name);
  const numbers = tabs.map(({ number }) => number);
  const help: KeyHelp[] = [
    { keys: 'Everywhere', does: '' },
    { keys: numbers.length === 7 ? '1 … 7' : numbers.join(' '), does: 'open the tab of that number' },
    { keys: 'Tab, ← →', does: 'next and previous tab' },
    ...(state.guest === undefined ? HOLDING : []),
    { keys: '+ −', does: 'draw more or less often' },
    { keys: '↑ ↓ PgUp PgDn', does: 'scroll; Home to the start, End to the end' },
    state.guest === undefined ? END : BACK,
    { keys: 'Ctrl-Z', does: 'leave to the shell; fg comes back' },
    { keys: '?', does: 'this help' },
    { keys: has('feed') ? 'Feeds and log' : 'Log', does: '' },
    { keys: '/', does: 'show only lines that hold a text; Esc takes it back' },
    { keys: 'l', does: 'log: least level that is shown' },
  ];
  if (has('feed')) help.push({ keys: 'v', does: 'next feed, where there are several' });
  if (has('map')) {
    help.push({ keys: 'Map', does: '' });
    if (has('agent')) {
      help.push({ keys: '← → ↑ ↓', does: 'move the cursor' });
      help.push({ keys: 'i, Enter', does: 'look at the agent under the cursor' });
    }
    help.push({ keys: 'v', does: 'next map, where there are several' });
  }
  if (has('agent')) {
    help.push({ keys: 'Agent', does: '' });
    help.push({ keys: '← →, b n', does: 'previous and next agent' });
    help.push({ keys: 'g', does: 'go to the agent of a number' });
  }
  return help;
}

const HOLDING: readonly KeyHelp[] = [
  { keys: 'p, Space', does: 'pause and resume' },
  { keys: 's, .', does: 'one step, then wait (pauses first)' },
];

const END: KeyHelp = {
  keys: 'q, Ctrl-C',
  does: 'end: first after this step, everything kept; again: at once',
};

/** A run of a sweep is looked at, and no more. */
const BACK: KeyHelp = { keys: 'q, Esc', does: 'back to the sweep' };
