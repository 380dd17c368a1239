import type { LegendEntry } from '../../../framework/view/index.js';
import { grouped } from './numbers.js';
import type { Brush, Style } from './palette.js';
import { cutMark, fill, width } from './text.js';

const UNKNOWN: LegendEntry = { label: 'unknown', tone: 'off', glyph: '?', ascii: '?' };

/** What a brush shows of a state: a glyph of one column. */
function glyphOf(entry: LegendEntry, { unicode }: Brush): string {
  if (unicode && width(entry.glyph) === 1) return entry.glyph;
  return width(entry.ascii) === 1 ? entry.ascii : '?';
}

/**
 * Cells of a map with the agents that each holds, by state. A cell shows the state of the highest rank that any of its
 * agents has (of several of that rank the most frequent, of equally frequent ones the first), and beside it, where a
 * cell is two columns wide and holds more than one agent, the share that has it.
 */
export class Cells {
  readonly across: number;
  readonly down: number;
  /** Number of states; the last one stands for numbers that the legend lacks. */
  readonly states: number;
  /** [down × across × states] */
  readonly counts: Uint32Array;
  readonly #legend: readonly LegendEntry[];

  constructor(across: number, down: number, legend: readonly LegendEntry[]) {
    this.across = across;
    this.down = down;
    this.#legend = [...legend, UNKNOWN];
    this.states = legend.length + 1;
    this.counts = new Uint32Array(across * down * this.states);
  }

  /** Puts an agent into a cell. */
  add(cell: number, state: number): void {
    const known = state < this.states ? state : this.states - 1;
    this.counts[cell * this.states + known]!++;
  }

  /**
   * The map as lines of `size`, from the top left. A cell is `columns` wide and followed by `rows` − 1 empty lines. The
   * cell at `cursor` is inverse, or shown as `@` where there are no colours.
   */
  paint(
    size: { readonly width: number; readonly height: number },
    pitch: { readonly columns: number; readonly rows: number; readonly shares: boolean },
    brush: Brush,
    cursor?: number,
  ): string[] {
    const { columns, rows, shares } = pitch;
    const glyphs = this.#legend.map((entry) => glyphOf(entry, brush));
    const styles = this.#legend.map(({ tone }): Style => ({ tone }));
    const used = Math.min(size.width, this.across * columns);
    const rest = ' '.repeat(Math.max(0, size.width - used));
    const gap = ' '.repeat(columns - 1);
    const empty = ' '.repeat(Math.max(0, size.width));
    const out: string[] = [];
    for (let row = 0; row < size.height; row++) {
      if (row % rows !== 0 || row / rows >= this.down) {
        out.push(empty);
        continue;
      }
      let line = '';
      let run = '';
      let style = -1;
      const flush = () => {
        line += run === '' || style < 0 ? run : brush.style(run, styles[style]!);
        run = '';
      };
      for (let x = 0; x < this.across; x++) {
        const cell = (row / rows) * this.across + x;
        const state = this.#shown(cell);
        let text = state < 0 ? ' ' : glyphs[state]!;
        if (columns > 1) text += shares && state >= 0 ? this.#share(cell, state, brush) : gap;
        // The last cell may have less room than the way to a next one.
        if (x === this.across - 1) text = text.slice(0, used - x * columns);
        if (cell === cursor) {
          flush();
          line += atCursor(text, state < 0 ? {} : styles[state]!, brush);
          continue;
        }
        if (state >= 0 && state !== style) {
          flush();
          style = state;
        }
        run += text;
      }
      flush();
      out.push(line + rest);
    }
    return out;
  }

  /** The state that a cell shows; −1 where it is empty. */
  #shown(cell: number): number {
    const { counts, states } = this;
    let best = -1;
    let rank = -1;
    let most = 0;
    for (let state = 0; state < states; state++) {
      const count = counts[cell * states + state]!;
      if (count === 0) continue;
      const height = this.#legend[state]!.rank ?? 0;
      if (height < rank || (height === rank && count <= most)) continue;
      best = state;
      rank = height;
      most = count;
    }
    return best;
  }

  /** The share of a cell's agents that have the state it shows; nothing for a single agent and for ground alone. */
  #share(cell: number, state: number, brush: Brush): string {
    const { counts, states } = this;
    let all = 0;
    for (let other = 0; other < states; other++) all += counts[cell * states + other]!;
    const count = counts[cell * states + state]!;
    if (all === 1 || (count === all && (this.#legend[state]!.rank ?? 0) === 0)) return ' ';
    return brush.unicode ? '░▒▓█'[Math.ceil((count / all) * 4) - 1]! : String(Math.ceil((count / all) * 9));
  }
}

function atCursor(text: string, style: Style, brush: Brush): string {
  if (brush.colours !== 'none') return brush.style(text, { ...style, inverse: true });
  return text === '' ? '' : `@${text.slice(1)}`;
}

/**
 * States with their glyphs and numbers of agents in exactly `columns` columns. Where they do not fit, states that none
 * has give way first, then those of the lowest rank, each whole, which a mark at the end tells.
 */
export function legendLine(
  legend: readonly LegendEntry[],
  counts: ArrayLike<number>,
  columns: number,
  brush: Brush,
): string {
  let entries = legend.map((entry, state) => {
    const count = counts[state] ?? 0;
    const name = brush.style(`${glyphOf(entry, brush)} ${entry.label}`, { tone: entry.tone });
    return { count, rank: entry.rank ?? 0, text: `${name} ${grouped(count)}` };
  });
  const line = () => entries.map(({ text }) => text).join('  ');
  if (width(line()) <= columns) return fill(line(), columns, brush);
  entries = entries.filter(({ count }) => count > 0);
  if (width(line()) <= columns) return fill(line(), columns, brush);
  while (entries.length > 1 && width(line()) + 2 > columns) {
    const least = entries.reduce((a, b) => (b.rank < a.rank ? b : a));
    entries = entries.filter((entry) => entry !== least);
  }
  return fill(`${line()} ${cutMark(brush)}`, columns, brush);
}
