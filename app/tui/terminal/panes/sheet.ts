import { createContext } from 'react';

/** First of the private characters (plane 15, one column each) that stand for finished lines. */
const FIRST = 0xf0000;
const MOST = 0xfffd;

/**
 * Finished lines of one frame. Ink takes every character of a text apart to place it, which for a coloured screen takes
 * longer than all the rest. It is given one character for each line of a pane instead: that goes where Ink's layout
 * says, and is replaced by the line when the frame is done.
 */
export class Sheet {
  #lines: { readonly text: string; readonly width: number }[] = [];

  /** A character that stands for a line of exactly `width` columns. */
  mark(text: string, width: number): string {
    if (this.#lines.length > MOST) return ' ';
    this.#lines.push({ text, width });
    return String.fromCodePoint(FIRST + this.#lines.length - 1);
  }

  /** The frame with its lines; the next frame starts anew. */
  filled(frame: string): string {
    const out = frame.split('\n').map((row) => this.#row(row));
    this.#lines = [];
    return out.join('\n');
  }

  #row(row: string): string {
    let out = '';
    let covered = 0;
    for (const character of row) {
      if (covered > 0) {
        covered--;
        continue;
      }
      const line = this.#lines[character.codePointAt(0)! - FIRST];
      out += line?.text ?? character;
      covered = line === undefined ? 0 : line.width - 1;
    }
    return out.trimEnd();
  }
}

export const SheetContext = createContext(new Sheet());
