import type { Tone } from '../../../framework/view/index.js';
import type { Brush } from './palette.js';
import { fill, width } from './text.js';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of exactly `columns` columns; any share above 0 shows, and only 1 is full. */
export function bar(share: number, columns: number, tone: Tone, brush: Brush): string {
  const part = share > 0 ? Math.min(1, share) : 0;
  const { unicode } = brush;
  const fine = unicode ? 8 : 1;
  const most = Math.max(0, columns) * fine;
  // In one column of ASCII, to show comes before not to be full.
  const some = Math.max(1, Math.min(most - 1, Math.floor(part * most)));
  const filled = part === 0 || most === 0 ? 0 : part === 1 ? most : some;
  const whole = Math.floor(filled / fine);
  const text = (unicode ? '█' : '#').repeat(whole) + (unicode ? EIGHTHS[filled - whole * fine]! : '');
  const rest = (unicode ? '░' : '-').repeat(Math.max(0, columns - text.length));
  return brush.style(text, { tone }) + brush.style(rest, { tone: 'frame' });
}

interface Part {
  readonly name: string;
  /** In [0, 1]. */
  readonly share: number;
  readonly tone: Tone;
}

/** A line of exactly `columns` columns a part: name, bar and percent. */
export function shares(parts: readonly Part[], columns: number, brush: Brush): string[] {
  const longest = Math.max(0, ...parts.map(({ name }) => width(name)));
  const names = Math.min(longest, Math.max(1, Math.floor(columns * 0.4)));
  const bars = columns - names - 6;
  return parts.map(({ name, share, tone }) => {
    const percent = percentOf(share).padStart(4);
    if (bars < 1) return fill(`${fill(name, Math.max(0, columns - 5), brush)} ${percent}`, columns, brush);
    return `${fill(name, names, brush)} ${bar(share, bars, tone, brush)} ${percent}`;
  });
}

function percentOf(share: number): string {
  if (!(share > 0)) return '0%';
  return share < 0.005 ? '<1%' : `${Math.round(Math.min(1, share) * 100)}%`;
}
