import { type Hint, Hints } from '../../panes/hints.js';
import type { PaneProps } from '../../panes/pane.js';
import { searched } from '../state/keys.js';
import { isAtWork } from '../state/run.js';
import type { SweepState } from '../state/state.js';

/** The keys that work now, the most telling first. */
export function SweepFooter({ state, at, brush }: PaneProps<SweepState>) {
  const { prompt, tab } = state;
  const asks = tab === 'log' ? 'show only lines with' : 'show only';
  const typing = prompt === undefined ? undefined : { asks, text: prompt.text };
  return <Hints hints={hintsOf(state)} typing={typing} at={at} brush={brush} />;
}

function hintsOf(state: SweepState): readonly Hint[] {
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
  if (state.prompt !== undefined)
    return [
      ['Enter', 'keep'],
      ['Esc', 'cancel'],
    ];
  const rate = `${1000 / state.every}`;
  return [
    ...own(state),
    ['Tab', 'tabs', ''],
    ['+−', `${rate} frames/s`, `${rate}/s`],
    ['?', 'help'],
    ['q', state.sweep?.drives === true ? 'end' : 'leave'],
  ];
}

const SEARCH: Hint = ['/', 'search', 'find'];

/** Keys of the tab that is open. */
function own(state: SweepState): readonly Hint[] {
  const all: readonly Hint[] = searched(state) === '' ? [] : [['Esc', 'show all', 'all']];
  switch (state.tab) {
    case 'overview':
      return [['Enter', 'look at run', 'look'], ['←→↑↓', 'move'], ['w', 'at work', ''], SEARCH, ...all];
    case 'designs':
      return [['Enter', 'find'], ['o', 'order'], ['r', 'reverse'], SEARCH, ...all];
    case 'failures':
      return [['Enter', 'trace'], ['↑↓', 'choose', ''], SEARCH, ...all];
    case 'run':
      return [
        ...(isAtWork(state, state.looked ?? 0) ? [['Enter', 'its own view', 'view'] as const] : []),
        ['←→ n b', 'runs'],
        ['↑↓', 'scroll', ''],
        ['Esc', 'back'],
      ];
    case 'log':
      return [['l', `level ${state.level}`, state.level], SEARCH, ...all, ['↑↓', 'scroll', '']];
  }
}
