import { type Brush, fill, width } from '../../paint/index.js';
import { Lines } from './lines.js';
import type { PaneProps } from './pane.js';
import { pieces } from './text.js';

/** A key and what it does, also in fewer words. */
export type Hint = readonly [key: string, does: string, short?: string];

interface HintsProps extends Omit<PaneProps, 'state'> {
  readonly hints: readonly Hint[];
  /** A line that is being typed, which stands first. */
  readonly typing: { readonly asks: string; readonly text: string } | undefined;
}

/** Keys in one line. */
export function Hints({ hints, typing, at, brush }: HintsProps) {
  const room = at.width - 2;
  const lead = typing === undefined ? '' : `${typed(typing, brush)}  `;
  const text = lead + fitting(hints, room - width(lead), brush);
  return <Lines at={at} lines={[` ${fill(text, room, brush)} `]} />;
}

function typed({ asks, text }: NonNullable<HintsProps['typing']>, brush: Brush): string {
  const end = brush.colours === 'none' ? '_' : brush.style(' ', { inverse: true });
  return (
    pieces(
      [
        [`${asks} `, { dim: true }],
        [text, { bold: true }],
      ],
      brush,
    ) + end
  );
}

/** Words are left out, or made shorter, and then keys, from the least telling on; help is always there. */
function fitting(hints: readonly Hint[], room: number, brush: Brush): string {
  let hinted = hints;
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
  'r',
  'w',
  'v',
  'q',
  'g',
  'l',
  'o',
  '/',
  '←→ n b',
  '←→↑↓',
  'Enter',
];
