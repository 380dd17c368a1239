import type { Tone } from '../../../framework/view/index.js';
import type { Extents } from './extents.js';
import type { Brush } from './palette.js';
import type { Scale } from './scale.js';

/** ASCII marks of the first lines of a chart; later ones begin again. */
export const MARKS = ['*', '.', '+', 'o', 'x', '#'] as const;

/** Bits of a Braille pattern, [row from the top][column]. */
const BRAILLE = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** A field of dots: 2 × 4 a cell in Braille, one a cell in ASCII. Where lines meet in a cell, the later drawn shows its tone. */
export class Dots {
  /** Dots from left to right and from bottom to top. */
  readonly across: number;
  readonly up: number;
  readonly #columns: number;
  readonly #brush: Brush;
  readonly #bits: Uint8Array;
  readonly #owner: Uint8Array;

  constructor(columns: number, rows: number, brush: Brush) {
    this.#columns = columns;
    this.#brush = brush;
    this.across = columns * (brush.unicode ? 2 : 1);
    this.up = rows * (brush.unicode ? 4 : 1);
    this.#bits = new Uint8Array(columns * rows);
    this.#owner = new Uint8Array(columns * rows);
  }

  /** Draws one line, number `line` of the chart; neighbouring columns are joined. */
  draw(line: number, { low, high }: Extents, scale: Scale): void {
    let below = Number.NaN;
    let above = Number.NaN;
    for (let x = 0; x < this.across; x++) {
      const bottom = this.level(low[x]!, scale);
      const top = this.level(high[x]!, scale);
      if (!Number.isNaN(bottom)) {
        // A comparison with NaN is false: after a gap nothing is joined.
        const from = bottom > above + 1 ? above + 1 : bottom;
        const to = top < below - 1 ? below - 1 : top;
        for (let y = from; y <= to; y++) this.#set(line, x, y);
      }
      below = bottom;
      above = top;
    }
  }

  /** Height of a value in dots from the bottom, inside the field; NaN for NaN. */
  level(value: number, { low, high }: Scale): number {
    const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
    return Math.round(share * (this.up - 1));
  }

  #set(line: number, x: number, y: number): void {
    const { unicode } = this.#brush;
    const down = this.up - 1 - y;
    const cell = unicode ? (down >> 2) * this.#columns + (x >> 1) : down * this.#columns + x;
    this.#bits[cell]! |= unicode ? BRAILLE[down & 3]![x & 1]! : 1;
    this.#owner[cell] = line;
  }

  /** One row of cells as text. */
  row(row: number, tones: readonly Tone[]): string {
    const { unicode } = this.#brush;
    let out = '';
    let run = '';
    let owner = 0;
    for (let cell = row * this.#columns; cell < (row + 1) * this.#columns; cell++) {
      const bits = this.#bits[cell]!;
      if (bits !== 0 && this.#owner[cell] !== owner) {
        out += this.#flush(run, tones[owner]);
        run = '';
        owner = this.#owner[cell]!;
      }
      if (bits === 0) run += ' ';
      else run += unicode ? String.fromCharCode(0x2800 + bits) : MARKS[owner % MARKS.length]!;
    }
    return out + this.#flush(run, tones[owner]);
  }

  #flush(run: string, tone: Tone | undefined): string {
    return tone === undefined || run.trim() === '' ? run : this.#brush.style(run, { tone });
  }
}
