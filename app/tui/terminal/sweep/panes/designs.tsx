import { type Brush, figured, grouped, width } from '../../../paint/index.js';
import { Block } from '../../panes/lines.js';
import type { PaneProps } from '../../panes/pane.js';
import { columnsFor, header, line } from '../../panes/table.js';
import { count, heading, spelt } from '../../panes/text.js';
import { shortLabels } from '../paint/labels.js';
import {
  type DesignLine,
  designLine,
  ended,
  number,
  orderedDesigns,
  replicationsOf,
} from '../state/select.js';
import type { Figure, SweepState } from '../state/state.js';

/** Designs with what they have come to; `small` is the part around the cursor of the grid, without one of its own. */
export function Designs({
  state,
  at,
  brush,
  small = false,
}: PaneProps<SweepState> & { readonly small?: boolean }) {
  const { sweep, figures, order } = state;
  if (sweep === undefined) return null;
  const designs = orderedDesigns(state);
  const page = Math.max(0, at.height - 2);
  const cursor = small
    ? Math.max(0, designs.indexOf(Math.floor(state.cursor / replicationsOf(state))))
    : state.chosen.designs;
  const first = Math.max(0, Math.min(designs.length - page, cursor - Math.floor(page / 2)));
  const seen = designs.slice(first, first + page);
  const name = shortLabels(sweep.labels, Math.floor(at.width * NAMES));
  const rows = seen.map((design, place) =>
    cells(state, designLine(state, design), name, !small && first + place === cursor, brush),
  );
  const names = ['', 'design', 'done', 'failed', ...figures.outcomes].map((title, column) =>
    !small && column > 0 && column === order.column + 1 ? `${title} ${arrow(order.down, brush)}` : title,
  );
  const shown = fitting(names, rows, at.width);
  const columns = columnsFor(names.slice(0, shown), rows, at.width, { keep: COUNTS }).map(
    (column, place) => ({
      ...column,
      right: place > 1,
    }),
  );
  const hidden = names.length - shown;
  const lines = [
    heading('Designs', notes(state, designs.length, small, hidden), at.width, brush),
    header(columns, brush),
    ...rows.map((row, place) =>
      line(columns, row, brush, [
        MARK,
        first + place === cursor && !small ? { bold: true } : undefined,
        undefined,
        row[3] === '0' ? { dim: true } : { tone: 'bad', bold: true },
      ]),
    ),
  ];
  if (seen.length === 0) lines.push(brush.style('no match', { dim: true }));
  return <Block at={at} lines={lines} brush={brush} />;
}

/** The part of the width that names may take. */
const NAMES = 0.4;

/** Columns before those of the outcomes. */
const COUNTS = 4;

const arrow = (down: boolean, brush: Brush): string =>
  brush.unicode ? (down ? '↓' : '↑') : down ? 'v' : '^';

/** How many columns fit whole: those of outcomes that do not are left out, but the first. */
function fitting(names: readonly string[], rows: readonly (readonly string[])[], room: number): number {
  let left = room;
  for (let column = 0; column < names.length; column++) {
    const cells = rows.map((row) => width(row[column] ?? ''));
    left -= Math.max(width(names[column]!), ...cells) + 2;
    if (left < -2 && column > COUNTS) return column;
  }
  return names.length;
}

const MARK = { tone: 'accent' } as const;

function notes(state: SweepState, shown: number, small: boolean, hidden: number): string {
  const more = hidden > 0 ? [count(hidden, 'more outcome')] : [];
  if (small) return ['mean, 95 % interval', ...more].join(' · ');
  const parts = ['mean, 95 % interval', count(shown, 'design'), ...more];
  if (state.search.sweep !== '') parts.push(`with "${state.search.sweep}"`);
  return parts.join(' · ');
}

function cells(
  state: SweepState,
  { design, counts, figures }: DesignLine,
  name: (design: number) => string,
  cursor: boolean,
  brush: Brush,
): string[] {
  const { outcomes } = state.figures;
  return [
    cursor ? spelt('▸', brush) : ' ',
    name(design),
    `${grouped(ended(counts))}/${grouped(replicationsOf(state))}`,
    grouped(number(counts, 'failed')),
    ...outcomes.map((_, o) => figureText(figures?.[o], brush)),
  ];
}

function figureText(figure: Figure | undefined, brush: Brush): string {
  if (figure === undefined || figure.count === 0) return spelt('–', brush);
  const mean = figured(figure.mean);
  if (Number.isNaN(figure.half)) return mean;
  return spelt(`${mean} ± ${figured(Number(figure.half.toPrecision(2)))}`, brush);
}
