import { fill, width } from '../../paint/index.js';
import type { KeyHelp } from '../help.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { count, heading, spelt } from './text.js';

interface HelpProps extends Omit<PaneProps, 'state'> {
  readonly keys: readonly KeyHelp[];
  /** Lines that it is scrolled by. */
  readonly scroll: number;
}

/** All keys of all tabs. */
export function Help({ keys: all, scroll, at, brush }: HelpProps) {
  const texts = all.map(({ keys, does }) => ({ keys: spelt(keys, brush), does: spelt(does, brush) }));
  const names = Math.max(...texts.map(({ keys, does }) => (does === '' ? 0 : width(keys))));
  const list = texts.map(({ keys, does }) =>
    does === ''
      ? brush.style(keys, { bold: true })
      : `  ${brush.style(fill(keys, names, brush), { tone: 'key', bold: true })}  ${does}`,
  );
  const page = at.height - 2;
  const below = Math.max(0, list.length - page - scroll);
  const lines = [
    heading('Keys', below > 0 ? `${count(below, 'line')} below` : '', at.width, brush),
    '',
    ...list.slice(scroll, scroll + page),
  ];
  return <Block at={at} lines={lines} brush={brush} />;
}
