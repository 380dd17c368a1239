import type { Tone } from '../../../framework/view/index.js';
import type { Brush } from './palette.js';

const BLOCKS = '▁▂▃▄▅▆▇█';
const MARKS = '_.-:=+*#';

/**
 * Values as a line of exactly `columns` columns between their own least and largest, a null as a gap. More values than
 * columns: the mean of each column's.
 */
export function spark(values: ArrayLike<number | null>, columns: number, tone: Tone, brush: Brush): string {
  const across = Math.min(values.length, Math.max(0, columns));
  const means = Array.from({ length: across }, (_, column) => mean(values, column, across));
  const known = means.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const glyphs = brush.unicode ? BLOCKS : MARKS;
  let text = '';
  for (const value of means) {
    if (value === null) text += ' ';
    // What never changes runs through the middle.
    else text += glyphs[high > low ? Math.round(((value - low) / (high - low)) * 7) : 3]!;
  }
  return brush.style(text, { tone }) + ' '.repeat(Math.max(0, columns - across));
}

function mean(values: ArrayLike<number | null>, column: number, across: number): number | null {
  const from = Math.floor((column * values.length) / across);
  const to = Math.floor(((column + 1) * values.length) / across);
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}
