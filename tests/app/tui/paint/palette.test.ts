import { describe, expect, test } from 'vitest';
import { coloursOf, createBrush, unicodeOf } from '../../../../app/tui/paint/index.js';
import { TONES as PALETTE } from '../../../../app/tui/paint/palette.js';
import { contrast, distance, type Rgb, VISION, type Vision } from './colour-vision.js';
import { TONES } from './support.js';

/** A colour of xterm's 256: a cube of six levels, then greys. */
function of256(number: number): Rgb {
  if (number >= 232) {
    const grey = 8 + 10 * (number - 232);
    return [grey, grey, grey];
  }
  const level = (share: number) => (share === 0 ? 0 : 55 + 40 * share);
  const rest = number - 16;
  return [level(Math.floor(rest / 36)), level(Math.floor(rest / 6) % 6), level(rest % 6)];
}

const palettes: readonly (readonly [string, readonly Rgb[]])[] = [
  ['true colours', TONES.map((tone) => PALETTE[tone].rgb)],
  ['256 colours', TONES.map((tone) => of256(PALETTE[tone].of256))],
];

describe.each(palettes)('the palette of %s', (_, colours) => {
  // All tones may occur together. 2.3 is just noticeable for large areas side by side; glyphs are small and apart, and
  // six times as much is what the closest colours of Okabe and Ito's own (green and blue, tritan) keep.
  test.each(Object.keys(VISION) as Vision[])('is told apart in %s vision', (vision) => {
    for (const [i, a] of colours.entries()) {
      for (const [j, b] of colours.slice(0, i).entries()) {
        expect(distance(a, b, vision), `${TONES[i]} and ${TONES[j]}`).toBeGreaterThan(14);
      }
    }
  });

  test('is read on dark and on light grounds', () => {
    for (const [i, colour] of colours.entries()) {
      expect(contrast(colour, [255, 255, 255]), TONES[i]).toBeGreaterThan(2);
      expect(contrast(colour, [0, 0, 0]), TONES[i]).toBeGreaterThan(3.3);
    }
  });
});

test('the 16 and the 256 colours are distinct codes', () => {
  expect(new Set(TONES.map((tone) => PALETTE[tone].of16)).size).toBe(TONES.length);
  expect(new Set(TONES.map((tone) => PALETTE[tone].of256)).size).toBe(TONES.length);
});

test.each([
  [{ NO_COLOR: '1', COLORTERM: 'truecolor', TERM: 'xterm-256color' }, 'none'],
  [{ NO_COLOR: '', COLORTERM: 'truecolor' }, 'true'],
  [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
  [{ TERM: 'xterm', COLORTERM: '24bit' }, 'true'],
  [{ TERM: 'screen-256color' }, '256'],
  [{ TERM: 'linux' }, '16'],
  [{}, '16'],
] as const)('%j has the colours %s', (env, colours) => {
  expect(coloursOf(env)).toBe(colours);
});

test.each([
  [{ LANG: 'en_GB.UTF-8' }, true],
  [{ LC_CTYPE: 'UTF-8' }, true],
  [{ LC_ALL: 'C.utf8', LANG: 'C' }, true],
  [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, false],
  [{ LC_ALL: '', LANG: 'en_GB.UTF-8' }, true],
  [{ LANG: 'en_GB.UTF-8', TERM: 'linux' }, false],
  [{ LANG: 'en_GB.UTF-8', STARLING_ASCII: '1' }, false],
  [{}, false],
] as const)('%j shows Unicode: %s', (env, unicode) => {
  expect(unicodeOf(env)).toBe(unicode);
});

test('parts of the display have styles of their own, which a call can add to', () => {
  const { style } = createBrush('16', true);
  expect(style('x', { tone: 'plain' })).toBe('x');
  expect(style('x', { tone: 'title' })).toBe('\u001b[1mx\u001b[22m');
  expect(style('x', { tone: 'frame', dim: true })).toBe('\u001b[90m\u001b[2mx\u001b[22m\u001b[39m');
  expect(style('x', { tone: 'key', bold: false })).toBe('\u001b[36mx\u001b[39m');
  expect(style('', { tone: 'bad' })).toBe('');
  expect(createBrush('256', true).style('x', { tone: 'bad' })).toBe('\u001b[38;5;166mx\u001b[39m');
  expect(createBrush('none', true).style('x', { tone: 'bad', bold: true })).toBe('x');
});
