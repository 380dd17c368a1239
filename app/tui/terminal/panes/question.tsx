import type { Brush } from '../../paint/index.js';
import type { Rect } from '../layout/rect.js';
import type { State } from '../state/state.js';
import { Lines } from './lines.js';
import { fill } from './text.js';

/** Whether the run is to end, over what else is shown. */
export function Question({
  state,
  at,
  brush,
}: {
  readonly state: State;
  readonly at: Rect;
  readonly brush: Brush;
}) {
  const again = state.interrupts > 0;
  const texts = again
    ? ['It ends after this step. End it at once?', 'This step is lost, all before it is kept.']
    : [
        'End the run after this step?',
        'All steps so far are kept.',
        'Ctrl-C does the same, and again: at once.',
      ];
  const width = Math.min(at.width, Math.max(...texts.map((text) => text.length)) + 6);
  const height = Math.min(at.height, texts.length + 4);
  const place = {
    x: at.x + Math.floor((at.width - width) / 2),
    y: at.y + Math.floor((at.height - height) / 2),
    width,
    height,
  };
  return <Lines at={place} lines={framed([...texts, answers(brush)], width, brush).slice(0, height)} />;
}

const answers = (brush: Brush): string =>
  `${brush.style('y', { tone: 'key', bold: true })} yes   ${brush.style('n', { tone: 'key', bold: true })} no`;

function framed(texts: readonly string[], width: number, brush: Brush): string[] {
  const [corners, across, down] = brush.unicode ? ['╭╮╰╯', '─', '│'] : ['++++', '-', '|'];
  const edge = (text: string) => brush.style(text, { tone: 'warn' });
  const line = across!.repeat(width - 2);
  const side = edge(down!);
  const [first, ...rest] = texts;
  const inside = [
    brush.style(fill(first ?? '', width - 6, brush), { bold: true }),
    ...rest.slice(0, -1),
    '',
    rest.at(-1)!,
  ];
  return [
    edge(corners![0] + line + corners![1]),
    ...inside.map((text) => `${side}  ${fill(text, width - 6, brush)}  ${side}`),
    edge(corners![2] + line + corners![3]),
  ];
}
