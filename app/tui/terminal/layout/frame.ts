import type { ScreenSize } from '../../protocol.js';
import type { Rect } from './rect.js';

/** The smallest screen that there is a layout for. */
export const LEAST: ScreenSize = { columns: 40, rows: 10 };

/** What every tab has around its body. */
export interface Frame {
  readonly header: Rect;
  readonly body: Rect;
  readonly footer: Rect;
}

/** Header, body and footer fill the screen; undefined where it is too small for them. */
export function frame(columns: number, rows: number): Frame | undefined {
  if (columns < LEAST.columns || rows < LEAST.rows) return undefined;
  // Title, facts, progress, tabs and a rule; small screens go without facts and rule.
  const top = rows < 18 ? 3 : 5;
  return {
    header: { x: 0, y: 0, width: columns, height: top },
    body: { x: 1, y: top, width: columns - 2, height: rows - top - 1 },
    footer: { x: 0, y: rows - 1, width: columns, height: 1 },
  };
}
