import { fitted, tame, width } from '../paint/text.js';
import { ALTERNATE, CLEAR, CLEAR_LINE, CURSOR, PLAIN, RESTORE, toLine, UPDATE, WRAP } from './codes.js';

/** A terminal, or a size that is drawn for a recording alone. */
export interface Output {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
}

/** Keeps what a screen shows. */
export interface Recorder {
  output(text: string): void;
  resize(columns: number, rows: number): void;
}

/**
 * Shows whole frames and writes only the lines that differ from what is shown, in the alternate screen, so that nothing
 * reaches the scroll-back. Of a frame only styles and printable text are written, whatever it holds.
 */
export class Screen {
  readonly #output: Output;
  readonly #recorder: Recorder | undefined;
  #columns: number;
  #rows: number;
  #shown: string[] = [];
  #clear = true;
  #state: 'new' | 'open' | 'closed' = 'new';

  constructor(output: Output, recorder?: Recorder) {
    this.#output = output;
    this.#recorder = recorder;
    this.#columns = output.columns;
    this.#rows = output.rows;
  }

  /** Takes the alternate screen and hides the cursor. */
  open(): void {
    if (this.#state !== 'new') return;
    this.#state = 'open';
    this.#write(ALTERNATE.on + CURSOR.hide + WRAP.off + PLAIN + CLEAR);
  }

  /** Shows a frame: its first lines from the top, as many and as long as the screen has room for. */
  show(frame: string): void {
    if (this.#state !== 'open') return;
    const lines = frame.split('\n', this.#rows);
    let changes = '';
    for (let row = 0; row < Math.max(lines.length, this.#shown.length); row++) {
      const line = lines[row] ?? '';
      if (line === (this.#shown[row] ?? '')) continue;
      changes += toLine(row) + this.#fitting(line);
    }
    if (this.#clear) changes = PLAIN + CLEAR + changes;
    this.#shown = lines;
    this.#clear = false;
    if (changes !== '') this.#write(UPDATE.begin + changes + UPDATE.end);
  }

  /** The terminal has another size: the next frame is written in full, for no one knows what became of the last. */
  resize(columns: number, rows: number): void {
    if (columns === this.#columns && rows === this.#rows) return;
    this.#columns = columns;
    this.#rows = rows;
    this.#shown = [];
    this.#clear = true;
    this.#recorder?.resize(columns, rows);
  }

  /** Gives the main screen and the cursor back. */
  close(): void {
    if (this.#state !== 'open') return;
    this.#state = 'closed';
    this.#write(RESTORE);
  }

  /** A line that overwrites the one shown and ends with no style open. */
  #fitting(line: string): string {
    const text = tame(line);
    const wide = width(text);
    if (wide > this.#columns) return fitted(text, this.#columns, '') + PLAIN;
    // In the last column the cursor stands on the last character, which clearing would take away.
    return text + PLAIN + (wide < this.#columns ? CLEAR_LINE : '');
  }

  #write(text: string): void {
    this.#output.write(text);
    this.#recorder?.output(text);
  }
}
