import type { Tone } from '../../../framework/view/index.js';
import { Dots, MARKS } from './dots.js';
import { extents } from './extents.js';
import { amount, labels, roughly } from './numbers.js';
import type { Brush } from './palette.js';
import { scaleOf } from './scale.js';
import { fill, width } from './text.js';

interface Line {
  readonly values: ArrayLike<number | null>;
  /** What stands beside the name; the last of the values where absent. */
  readonly last?: number | null;
  readonly tone: Tone;
  readonly name: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface ChartOptions {
  /** Ends of the axis where they are fixed. */
  readonly low?: number;
  readonly high?: number;
  /** Steps of the first and the last value; the last follows from the number of values where absent. */
  readonly from: number;
  readonly to?: number;
  readonly title?: string;
}

/** Columns that a plot needs before it shares its width with an axis. */
const LEAST_PLOT = 8;

/**
 * Figures over time in exactly `height` lines of `width` columns: title and last values, the plot, and the steps it
 * spans. Several lines are told apart by their tones and by numbers at their ends (in ASCII by their marks).
 */
export function chart(lines: readonly Line[], size: Size, options: ChartOptions, brush: Brush): string[] {
  const columns = Math.max(0, size.width);
  if (size.height <= 0) return [];
  const head = heading(lines, options.title ?? '', columns, brush);
  const below = size.height >= 4 ? 1 : 0;
  const rows = size.height - 1 - below;
  if (rows <= 0) return [head];

  const scale = scaleOf(
    lines.map(({ values }) => values),
    options,
  );
  const axis = axisOf(scale.low, scale.high, rows, brush);
  const gutter = columns - axis.width >= LEAST_PLOT ? axis.width : 0;
  const margin = brush.unicode && lines.length > 1 && columns - gutter > LEAST_PLOT ? 1 : 0;
  const plot = columns - gutter - margin;
  const dots = new Dots(plot, rows, brush);
  // The first line is drawn last, on top of the others.
  const ends = new Map<number, string>();
  for (let i = lines.length - 1; i >= 0; i--) {
    const { values, tone } = lines[i]!;
    const span = extents(values, dots.across);
    dots.draw(i, span, scale);
    const end = lastOf(values);
    if (end === undefined) continue;
    const row = Math.floor((dots.up - 1 - dots.level(end, scale)) / (dots.up / rows));
    ends.set(row, brush.style(markOf(i, brush), { tone, bold: true }));
  }
  const tones = lines.map(({ tone }) => tone);
  const out = [head];
  for (let row = 0; row < rows; row++) {
    const left = gutter > 0 ? brush.style(axis.texts[row]!, { tone: 'frame' }) : '';
    out.push(left + dots.row(row, tones) + (margin > 0 ? (ends.get(row) ?? ' ') : ''));
  }
  if (below > 0) out.push(steps(lines, options, gutter, plot, margin, brush));
  return out;
}

/**
 * Title and last values. Where they do not fit, values lose decimals and names their tails, so that every line's mark
 * and value is seen; the title goes only where these alone are too long.
 */
function heading(lines: readonly Line[], title: string, columns: number, brush: Brush): string {
  const start = title === '' ? '' : `${brush.style(title, { tone: 'title' })}  `;
  const legend = (names: number, value: (line: Line) => string) =>
    lines
      .map((line, i) => {
        const mark = lines.length > 1 ? `${markOf(i, brush)} ` : '';
        const name = line.name.slice(0, names).trimEnd();
        const label = brush.style(`${mark}${name}`.trimEnd(), { tone: line.tone });
        return `${label} ${brush.style(value(line), { bold: true })}`;
      })
      .join('  ');
  const exact = (line: Line) => amount(shownOf(line));
  const short = (line: Line) => roughly(shownOf(line));
  const longest = Math.max(0, ...lines.map(({ name }) => name.length));
  for (const before of start === '' ? [''] : [start, '']) {
    const whole = before + legend(longest, exact);
    if (width(whole) <= columns) return fill(whole, columns, brush);
    for (let names = longest; names >= 0; names = names > LEAST_NAME ? names - 1 : names > 0 ? 0 : -1) {
      const text = before + legend(names, short);
      if (width(text) <= columns) return fill(text, columns, brush);
    }
  }
  const least = legend(0, short);
  return fill(least, columns, brush);
}

/** Characters of a name that still tell it. */
const LEAST_NAME = 3;

function markOf(line: number, brush: Brush): string {
  return brush.unicode ? String((line + 1) % 10) : MARKS[line % MARKS.length]!;
}

const shownOf = ({ values, last }: Line): number | undefined =>
  last === undefined ? lastOf(values) : finite(last);

/** The last value, where it is a figure. */
const lastOf = (values: ArrayLike<number | null>): number | undefined => finite(values[values.length - 1]);

const finite = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** [rows] labels at the top, the bottom and, where there is room, the middle, all of one width. */
function axisOf(low: number, high: number, rows: number, brush: Brush): { texts: string[]; width: number } {
  const values = rows >= 5 ? [high, (low + high) / 2, low] : rows >= 2 ? [high, low] : [high];
  const texts = labels(values, high - low);
  const widest = Math.max(...texts.map((text) => text.length));
  const places = rows >= 5 ? [0, Math.floor((rows - 1) / 2), rows - 1] : [0, rows - 1];
  const [tick, line] = brush.unicode ? ['┤', '│'] : ['+', '|'];
  return {
    texts: Array.from({ length: rows }, (_, row) => {
      const label = texts[places.indexOf(row)];
      return `${(label ?? '').padStart(widest)}${label === undefined ? line : tick}`;
    }),
    width: widest + 1,
  };
}

/** The steps that the plot spans, at its ends. */
function steps(
  lines: readonly Line[],
  { from, to }: ChartOptions,
  gutter: number,
  plot: number,
  margin: number,
  brush: Brush,
): string {
  const count = Math.max(0, ...lines.map(({ values }) => values.length));
  const first = String(from);
  const last = count === 0 && to === undefined ? '' : String(to ?? from + count - 1);
  const between = plot - first.length - last.length;
  const text = between >= 1 ? first + ' '.repeat(between) + last : last.padStart(plot);
  return brush.style(fill(' '.repeat(gutter) + text, gutter + plot + margin, brush), {
    tone: 'frame',
  });
}
