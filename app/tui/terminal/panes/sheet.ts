import { createContext } from 'react';
import type { Rect } from '../layout/rect.js';

/**
 * Finished lines of one frame. Ink takes every character of its output apart to place it, which for a whole screen
 * takes longer than all the rest; every pane knows its place, so Ink's output stays a point and the frame is put
 * together here.
 */
export class Sheet {
  #rows: { readonly x: number; readonly width: number; readonly text: string }[][] = [];

  /** Lines, each of exactly the width of their place; places of one frame don't overlap. */
  put(at: Rect, lines: readonly string[]): void {
    for (let line = 0; line < at.height; line++) {
      const row = at.y + line;
      while (this.#rows.length <= row) this.#rows.push([]);
      this.#rows[row]!.push({ x: at.x, width: at.width, text: lines[line] ?? ' '.repeat(at.width) });
    }
  }

  /** The frame that was put together; the next one starts anew. */
  take(): string {
    const frame = this.#rows.map((spans) => {
      let out = '';
      let column = 0;
      for (const { x, width, text } of spans.sort((a, b) => a.x - b.x)) {
        out += ' '.repeat(x - column) + text;
        column = x + width;
      }
      return out.trimEnd();
    });
    this.#rows = [];
    return frame.join('\n');
  }
}

export const SheetContext = createContext(new Sheet());
