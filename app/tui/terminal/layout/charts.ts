import { columns, divide, type Rect, rows } from './rect.js';

const LOW = 6;
const NARROW = 56;

/** Where charts are that are seen, the first of which has the number `first`. */
interface ChartGrid {
  readonly rects: readonly Rect[];
  readonly first: number;
  /** Lines of charts that there are, and how many of them are seen. */
  readonly lines: number;
  readonly shown: number;
}

/** Charts side by side where they stay wide enough, scrolled by `scroll` lines of charts where they are too many. */
export function chartGrid(area: Rect, count: number, scroll = 0): ChartGrid {
  if (count === 0) return { rects: [], first: 0, lines: 0, shown: 0 };
  const across = Math.min(count, Math.max(1, Math.floor((area.width + 2) / (NARROW + 2))));
  // Fewer columns where charts of full width still get twelve rows each.
  const wide = Math.min(across, Math.max(1, Math.ceil((count * 13) / (area.height + 1))));
  const lines = Math.ceil(count / wide);
  const shown = Math.min(lines, Math.max(1, Math.floor((area.height + 1) / (LOW + 1))));
  const from = Math.min(Math.max(0, scroll), lines - shown);
  const heights = divide(area.height, Array(shown).fill(1), 1);
  const rects = rows(area, heights, 1).flatMap((line, at) => {
    const here = Math.min(wide, count - (from + at) * wide);
    return columns(line, divide(area.width, Array(here).fill(1), 2), 2);
  });
  return { rects, first: from * wide, lines, shown };
}
