import { type Brush, fill, type Style, width } from '../../paint/index.js';

/** A column: numbers stand at its right, texts at its left. */
interface Column {
  readonly name: string;
  /** Its place in a row. */
  readonly at: number;
  readonly right: boolean;
  /** Holds codes, which tell a reader the least. */
  readonly code: boolean;
  readonly width: number;
}

/** What gives way first. */
interface Narrowing {
  /** Columns at the left that give way last. */
  readonly keep?: number;
  /** Columns of codes are left out before any other is cut. */
  readonly codes?: 'cut' | 'drop';
}

const GAP = 2;
const LEAST = 4;
/** Of columns that may also be left out. */
const READABLE = 8;
/** A hash or its beginning. */
const CODE = /^[0-9a-f]{6,}…?$/;
const NUMBER = /^[−-]?[\d {2}.,]+( ?%| [a-zA-Z]+)?$/;

/**
 * Columns fitted to what they hold; where the room is too narrow the widest give way, those after the
 * first `keep` before these, and at last the columns at the right.
 */
export function columnsFor(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
  { keep = 0, codes = 'cut' }: Narrowing = {},
): Column[] {
  const all = names.map((name, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    const filled = cells.filter((cell) => cell !== '' && cell !== '–' && cell !== '-');
    const right = filled.every((cell) => NUMBER.test(cell)) && cells.some((cell) => cell !== '');
    return {
      name,
      at,
      right,
      code: !right && filled.every((cell) => CODE.test(cell)) && filled.length > 0,
      width: cells.reduce((most, cell) => Math.max(most, width(cell)), width(name)),
    };
  });
  const columns = codes === 'drop' && widthOf(all) > room ? all.filter(({ code }) => !code) : all;
  let over = widthOf(columns) - room;
  while (over > 0) {
    const others = columns.slice(columns.length > keep ? keep : 0);
    const widest = others.reduce((a, b) => (b.width > a.width ? b : a));
    if (widest.width <= (keep > 0 && columns.length > keep ? READABLE : LEAST)) {
      columns.pop();
      over = widthOf(columns) - room;
      continue;
    }
    widest.width--;
    over--;
  }
  return columns;
}

const widthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, column) => sum + column.width + GAP, -GAP);

export function header(columns: readonly Column[], brush: Brush): string {
  const names: string[] = [];
  for (const { name, at } of columns) names[at] = name;
  return brush.style(line(columns, names, brush), { dim: true });
}

/** One row; `styles` has a style for some of its cells. */
export function line(
  columns: readonly Column[],
  cells: readonly string[],
  brush: Brush,
  styles: readonly (Style | undefined)[] = [],
): string {
  return columns
    .map((column) => {
      const cell = cells[column.at] ?? '';
      const text = fill(cell, column.width, brush, column.right ? 'right' : 'left');
      const style = styles[column.at];
      return style === undefined ? text : brush.style(text, style);
    })
    .join(' '.repeat(GAP));
}
