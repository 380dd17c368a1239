import { type Brush, fill, type Style } from '../../../paint/index.js';
import { cellCount, placeOf, type RunGrid } from '../layout/grid.js';
import { LEGEND } from '../legend.js';
import { EMPTY_CELL } from './cells.js';

/**
 * The lines of a grid of runs, each as long as what it holds.
 *
 * @param states [cells] of `shownStates`
 * @param name the name of the row that begins with a design, by its place among those that are shown
 * @param cursor the cell that stands out
 */
export function gridLines(
  grid: RunGrid,
  states: Uint8Array,
  name: (place: number) => string,
  cursor: number,
  brush: Brush,
): string[] {
  const rows: Row[] = Array.from({ length: grid.rows }, () => new Row(brush));
  const count = cellCount(grid);
  for (let cell = 0; cell < count; cell++) {
    const { x, y } = placeOf(grid, cell);
    rows[y]!.put(x - grid.label, states[cell]!, cell === cursor);
  }
  return rows.map((row, y) => {
    const unit = Math.floor(y / grid.lines) * grid.beside;
    // A design that goes on in further rows is named once.
    const text = y % grid.lines === 0 ? name(unit * grid.group) : '';
    const label =
      grid.label === 0 ? '' : `${fill(text, grid.label - 1, brush, grid.named ? 'left' : 'right')} `;
    return brush.style(label, { dim: true }) + row.take();
  });
}

/** A row that is put together from the left; cells side by side that look the same get one style. */
class Row {
  readonly #brush: Brush;
  #line = '';
  #run = '';
  #style: Style = {};
  #state = EMPTY_CELL;
  #column = 0;

  constructor(brush: Brush) {
    this.#brush = brush;
  }

  put(column: number, state: number, cursor: boolean): void {
    this.#run += ' '.repeat(column - this.#column);
    this.#column = column + 1;
    const entry = LEGEND[state];
    const glyph = entry === undefined ? ' ' : this.#brush.unicode ? entry.glyph : entry.ascii;
    const style: Style = entry === undefined ? {} : { tone: entry.tone };
    if (cursor) {
      this.#flush();
      this.#line +=
        this.#brush.colours === 'none' ? '@' : this.#brush.style(glyph, { ...style, inverse: true });
      return;
    }
    if (state !== this.#state && entry !== undefined) {
      this.#flush();
      this.#state = state;
      this.#style = style;
    }
    this.#run += glyph;
  }

  take(): string {
    this.#flush();
    return this.#line;
  }

  #flush(): void {
    this.#line += this.#run === '' ? '' : this.#brush.style(this.#run, this.#style);
    this.#run = '';
  }
}
