import { type Brush, fill } from '../../paint/index.js';
import { Lines } from './lines.js';
import type { PaneProps } from './pane.js';

interface QuestionProps extends Omit<PaneProps, 'state'> {
  readonly texts: readonly string[];
}

/** A question of some lines, the first of which asks. */
export function Question({ texts, at, brush }: QuestionProps) {
  const longest = Math.max(...texts.map((text) => text.length));
  const pad = longest + 6 <= at.width ? 2 : 1;
  const width = longest + 2 + 2 * pad;
  // The borders, the texts, and the answers; a line stands free before these where there is room.
  const spaced = at.height >= texts.length + 4;
  const height = texts.length + (spaced ? 4 : 3);
  const place = {
    x: at.x + Math.floor((at.width - width) / 2),
    y: at.y + Math.floor((at.height - height) / 2),
    width,
    height,
  };
  return (
    <Lines
      at={place}
      lines={framed([...texts, ...(spaced ? [''] : []), answers(brush)], width, pad, brush)}
    />
  );
}

const answers = (brush: Brush): string =>
  `${brush.style('y', { tone: 'key', bold: true })} yes   ${brush.style('n', { tone: 'key', bold: true })} no`;

function framed(texts: readonly string[], width: number, pad: number, brush: Brush): string[] {
  const [corners, across, down] = brush.unicode ? ['╭╮╰╯', '─', '│'] : ['++++', '-', '|'];
  const edge = (text: string) => brush.style(text, { tone: 'warn' });
  const line = across!.repeat(width - 2);
  const side = edge(down!);
  const space = ' '.repeat(pad);
  const inside = width - 2 - 2 * pad;
  return [
    edge(corners![0] + line + corners![1]),
    ...texts.map((text, at) => {
      const words = fill(text, inside, brush);
      return `${side}${space}${at === 0 ? brush.style(words, { bold: true }) : words}${space}${side}`;
    }),
    edge(corners![2] + line + corners![3]),
  ];
}
