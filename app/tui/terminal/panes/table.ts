import { type Brush, type Style, width } from '../../paint/index.js';
import { fill } from './text.js';

/** A column: numbers stand at its right, texts at its left. */
interface Column {
  readonly name: string;
  readonly right: boolean;
  readonly width: number;
}

const GAP = 2;
const LEAST = 4;
/** Of columns that may also be left out. */
const READABLE = 8;
const NUMBER = /^[−-]?[\d {2}.,]+( ?%| [a-zA-Z]+)?$/;

/**
 * Columns fitted to what they hold; where the room is too narrow the widest give way, those after the
 * first `keep` before these, and at last the columns at the right.
 */
export function fitted(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
  keep = 0,
): Column[] {
  const columns = names.map((name, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    const filled = cells.filter((cell) => cell !== '' && cell !== '–' && cell !== '-');
    return {
      name,
      right: filled.every((cell) => NUMBER.test(cell)) && cells.some((cell) => cell !== ''),
      width: cells.reduce((most, cell) => Math.max(most, width(cell)), width(name)),
    };
  });
  let over = columns.reduce((sum, column) => sum + column.width + GAP, -GAP) - room;
  while (over > 0) {
    const others = columns.slice(columns.length > keep ? keep : 0);
    const widest = others.reduce((a, b) => (b.width > a.width ? b : a));
    if (widest.width <= (keep > 0 && columns.length > keep ? READABLE : LEAST)) {
      columns.pop();
      over = columns.reduce((sum, column) => sum + column.width + GAP, -GAP) - room;
      continue;
    }
    widest.width--;
    over--;
  }
  return columns;
}

export const header = (columns: readonly Column[], brush: Brush): string =>
  brush.style(
    line(
      columns,
      columns.map(({ name }) => name),
      brush,
    ),
    { dim: true },
  );

/** One row; `styles` has a style for some of its cells. */
export function line(
  columns: readonly Column[],
  cells: readonly string[],
  brush: Brush,
  styles: readonly (Style | undefined)[] = [],
): string {
  return columns
    .map((column, at) => {
      const cell = cells[at] ?? '';
      const room = column.width - width(cell);
      const text = column.right && room > 0 ? ' '.repeat(room) + cell : fill(cell, column.width, brush);
      const style = styles[at];
      return style === undefined ? text : brush.style(text, style);
    })
    .join(' '.repeat(GAP));
}
