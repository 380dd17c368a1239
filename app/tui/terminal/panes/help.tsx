import { fill, width } from '../../paint/index.js';
import { helpOf } from '../help.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { count, heading, spelt } from './text.js';

/** All keys of all tabs. */
export function Help({ state, at, brush }: PaneProps) {
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
  return <Block at={at} lines={lines} brush={brush} />;
}
