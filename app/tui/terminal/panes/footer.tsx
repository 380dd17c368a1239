import { type Brush, fill, width } from '../../paint/index.js';
import { inspected } from '../state/cursor.js';
import { searchOf } from '../state/dialogs.js';
import { pausing } from '../state/select.js';
import type { State } from '../state/state.js';
import { feedsOf, mapsOf } from '../state/tabs.js';
import { Lines } from './lines.js';
import type { PaneProps } from './pane.js';
import { pieces } from './text.js';

type Hint = readonly [key: string, does: string, short?: string];

/** The keys that work now, the most telling first; those that do not fit are in the help. */
export function Footer({ state, at, brush }: PaneProps) {
  const room = at.width - 2;
  const lead = state.prompt === undefined ? '' : `${asking(state, brush)}  `;
  const text = lead + hints(state, room - width(lead), brush);
  return <Lines at={at} lines={[` ${fill(text, room, brush)} `]} />;
}

function asking(state: State, brush: Brush): string {
  const name = state.prompt?.kind === 'agent' ? 'agent number ' : 'show only lines with ';
  const end = brush.colours === 'none' ? '_' : brush.style(' ', { inverse: true });
  return (
    pieces(
      [
        [name, { dim: true }],
        [state.prompt?.text ?? '', { bold: true }],
      ],
      brush,
    ) + end
  );
}

/** Words are left out, or made shorter, and then keys, from the least telling on; help is always there. */
function hints(state: State, room: number, brush: Brush): string {
  let hinted = isModal(state) ? modal(state) : normal(state);
  const texts = () =>
    hinted.map(([key, does]) =>
      pieces([[key, { tone: 'key', bold: true }], [does === '' ? '' : ` ${does}`]], brush),
    );
  const fits = () => width(texts().join('  ')) <= room;
  for (const least of LEAST_TELLING) {
    if (fits()) break;
    hinted = hinted.map((hint) => (hint[0] === least && hint[2] !== undefined ? [least, hint[2]] : hint));
  }
  for (const least of LEAST_TELLING) if (!fits()) hinted = hinted.filter(([key]) => key !== least);
  return texts().join('  ');
}

const LEAST_TELLING = [
  '+−',
  'End',
  'Tab',
  '↑↓',
  'Esc',
  's',
  'v',
  'q',
  'g',
  'l',
  '/',
  '←→ n b',
  '←→↑↓',
  'Enter',
];

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
