import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import { type Brush, type Colours, createBrush } from '../../../../app/tui/paint/index.js';
import type { LegendEntry, Tone } from '../../../../framework/view/index.js';

export const TONES: readonly Tone[] = ['calm', 'good', 'warn', 'bad', 'accent', 'odd', 'off'];

/** Without colours, so that pictures can be read. */
export const UNICODE = createBrush('none', true);
export const ASCII = createBrush('none', false);

export const LEGEND: readonly LegendEntry[] = [
  { label: 'normal', tone: 'calm', glyph: '·', ascii: '.' },
  { label: 'attacked', tone: 'warn', glyph: '▲', ascii: 'a', rank: 1 },
  { label: 'down', tone: 'off', glyph: '×', ascii: 'x', rank: 2 },
];

export const anyTone = fc.constantFrom(...TONES);
export const anyBrush: fc.Arbitrary<Brush> = fc
  .tuple(fc.constantFrom<Colours>('none', '16', '256', 'true'), fc.boolean())
  .map(([colours, unicode]) => createBrush(colours, unicode));
export const anySize = fc.record({
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 24 }),
});
/** Figures as they come, and some that should not. */
export const anyValue = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.double() },
);

/** Exactly so many lines and columns, nothing but styles beside text, and only what the brush allows. */
export function expectArea(lines: readonly string[], columns: number, rows: number, brush: Brush): void {
  expect(lines).toHaveLength(rows);
  for (const line of lines) {
    expect(stringWidth(line), JSON.stringify(line)).toBe(columns);
    expect(bare(line)).not.toMatch(/\p{Cc}/u);
    if (brush.colours === 'none') expect(line).not.toContain('\u001b');
    if (!brush.unicode) expect(bare(line)).toMatch(/^[ -~]*$/);
  }
}

const ESCAPE = '\u001b';
const STYLES = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

/** Text without styles. */
export const bare = (text: string): string => text.replace(STYLES, '');

/** Lines as a picture with a frame, so that spaces at the end show. */
export const picture = (lines: readonly string[]): string =>
  `\n${lines.map((line) => `|${line}|`).join('\n')}\n`;
