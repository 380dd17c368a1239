import { type Brush, width } from '../../paint/index.js';
import { helpOf } from '../help.js';
import type { Rect } from '../layout/rect.js';
import type { State } from '../state/state.js';
import { Lines } from './lines.js';
import { block, count, fill, heading, spelt } from './text.js';

/** All keys of all tabs. */
export function Help({
  state,
  at,
  brush,
}: {
  readonly state: State;
  readonly at: Rect;
  readonly brush: Brush;
}) {
  const texts = helpOf(state).map(({ keys, does }) => ({
    keys: spelt(keys, brush),
    does: spelt(does, brush),
  }));
  const names = Math.max(...texts.map(({ keys, does }) => (does === '' ? 0 : width(keys))));
  const all = texts.map(({ keys, does }) =>
    does === ''
      ? brush.style(keys, { bold: true })
      : `  ${brush.style(fill(keys, names, brush), { tone: 'key', bold: true })}  ${does}`,
  );
  const page = at.height - 2;
  const below = Math.max(0, all.length - page - state.scroll.help);
  const lines = [
    heading('Keys', below > 0 ? `${count(below, 'line')} below` : '', at.width, brush),
    '',
    ...all.slice(state.scroll.help, state.scroll.help + page),
  ];
  return <Lines at={at} lines={block(lines, at.width, at.height, brush)} />;
}
