import { inspected } from '../state/cursor.js';
import { searchOf } from '../state/dialogs.js';
import { pausing } from '../state/select.js';
import type { State } from '../state/state.js';
import { feedsOf, mapsOf } from '../state/tabs.js';
import { type Hint, Hints } from './hints.js';
import type { PaneProps } from './pane.js';

/** The keys that work now, the most telling first; those that do not fit are in the help. */
export function Footer({ state, at, brush }: PaneProps) {
  const { prompt } = state;
  const asks = prompt?.kind === 'agent' ? 'agent number' : 'show only lines with';
  const typing = prompt === undefined ? undefined : { asks, text: prompt.text };
  return (
    <Hints hints={isModal(state) ? modal(state) : normal(state)} typing={typing} at={at} brush={brush} />
  );
}

const isModal = (state: State): boolean => state.question || state.help || state.prompt !== undefined;

function modal(state: State): Hint[] {
  if (state.question)
    return [
      ['y', 'yes'],
      ['n', 'no'],
    ];
  if (state.help)
    return [
      ['?', 'back'],
      ['↑↓', 'scroll'],
    ];
  return [
    ['Enter', state.prompt?.kind === 'agent' ? 'go' : 'keep'],
    ['Esc', 'cancel'],
  ];
}

function normal(state: State): Hint[] {
  const rate = `${1000 / state.every}`;
  if (state.guest !== undefined) {
    return [
      ['q', 'back to the sweep', 'back'],
      ...own(state),
      ['Tab', 'tabs', ''],
      ['+−', `${rate} frames/s`, `${rate}/s`],
      ['?', 'help'],
    ];
  }
  return [
    ['p', pausing(state) ? 'resume' : 'pause'],
    ['s', 'step'],
    ...own(state),
    ['Tab', 'tabs', ''],
    ['+−', `${rate} frames/s`, `${rate}/s`],
    ['?', 'help'],
    ['q', 'end'],
  ];
}

const SCROLL: Hint = ['↑↓', 'scroll', ''];
const FOLLOW: Hint = ['End', 'follow', ''];

/** Keys of the tab that is open. */
function own(state: State): Hint[] {
  const all: Hint[] = searchOf(state) === '' ? [] : [['Esc', 'show all', 'all']];
  switch (state.tab) {
    case 'charts':
    case 'runs':
      return [SCROLL];
    case 'map': {
      const more: Hint[] = mapsOf(state).length > 1 ? [['v', 'next map', 'map']] : [];
      if (inspected(state) === undefined) return more;
      return [['Enter', 'look at agent', 'look'], ['←→↑↓', 'move'], ...more];
    }
    case 'feed': {
      const more: Hint[] = feedsOf(state).length > 1 ? [['v', 'next feed', 'feed']] : [];
      return [['/', 'search', 'find'], ...all, SCROLL, FOLLOW, ...more];
    }
    case 'log':
      return [['l', `level ${state.level}`, state.level], ['/', 'search', 'find'], ...all, SCROLL, FOLLOW];
    case 'agent':
      return [['←→ n b', 'agents'], ['g', 'go to'], SCROLL];
    default:
      return [];
  }
}
