import { type Brush, width } from '../../paint/index.js';
import type { Rect } from '../layout/rect.js';
import { inspected } from '../state/cursor.js';
import { pausing } from '../state/select.js';
import type { State } from '../state/state.js';
import { feedsOf, mapsOf } from '../state/tabs.js';
import { Lines } from './lines.js';
import { fill, pieces } from './text.js';

type Hint = readonly [key: string, does: string];

/** The keys that work now, the most telling first; those that do not fit are in the help. */
export function Footer({
  state,
  at,
  brush,
}: {
  readonly state: State;
  readonly at: Rect;
  readonly brush: Brush;
}) {
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

function hints(state: State, room: number, brush: Brush): string {
  const shown = [...(isModal(state) ? modal(state) : normal(state))];
  const last = isModal(state) ? 0 : 2;
  const told = () =>
    shown.map(([key, does]) => pieces([[key, { tone: 'key', bold: true }], [` ${does}`]], brush));
  while (shown.length > last + 1 && width(told().join('  ')) > room) shown.splice(shown.length - 1 - last, 1);
  return told().join('  ');
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
  const common: Hint[] = [
    ['p', pausing(state) ? 'resume' : 'pause'],
    ['s', 'step'],
  ];
  const rate = `${1000 / state.every}/s`;
  return [...common, ...own(state), ['Tab', 'tabs'], ['+−', rate], ['?', 'help'], ['q', 'end']];
}

/** Keys of the tab that is open. */
function own(state: State): Hint[] {
  switch (state.tab) {
    case 'charts':
    case 'runs':
      return [['↑↓', 'scroll']];
    case 'map': {
      const more: Hint[] = mapsOf(state).length > 1 ? [['v', 'next map']] : [];
      return inspected(state) !== undefined ? [['Enter', 'look at agent'], ['←→↑↓', 'move'], ...more] : more;
    }
    case 'feed': {
      const more: Hint[] = feedsOf(state).length > 1 ? [['v', 'next list']] : [];
      return [['/', 'search'], ['↑↓', 'scroll'], ['End', 'follow'], ...more];
    }
    case 'log':
      return [
        ['l', `level ${state.level}`],
        ['/', 'search'],
        ['↑↓', 'scroll'],
        ['End', 'follow'],
      ];
    case 'agent':
      return [
        ['←→', 'agents'],
        ['g', 'go to'],
        ['↑↓', 'scroll'],
      ];
    default:
      return [];
  }
}
