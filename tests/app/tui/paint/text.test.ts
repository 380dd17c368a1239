import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { amount, bar, createBrush, fitted, shares, tame, width } from '../../../../app/tui/paint/index.js';
import { labels } from '../../../../app/tui/paint/numbers.js';
import { ASCII, anyTone, bare, UNICODE } from './support.js';

describe('text', () => {
  test('that is fitted has its width, whatever it is', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 20 }), (any, columns) => {
        expect(stringWidth(fitted(any, columns))).toBe(columns);
      }),
    );
  });

  test('keeps its styles, closed, when it is cut', () => {
    const brush = createBrush('16', true);
    const text = `${brush.style('abcdef', { tone: 'good' })}ghi`;
    expect(fitted(text, 4)).toBe('\u001b[32mabc…\u001b[39m');
    expect(fitted(text, 11)).toBe('\u001b[32mabcdef\u001b[39mghi  ');
    expect(fitted(text, 4, '~')).toBe('\u001b[32mabc~\u001b[39m');
    expect(fitted(text, 4, '')).toBe('\u001b[32mabcd\u001b[39m');
  });

  test('is not cut through wide characters', () => {
    expect(fitted('日本語', 6)).toBe('日本語');
    expect(fitted('日本語', 5)).toBe('日本…');
    expect(fitted('日本語', 4)).toBe('日… ');
    expect(fitted('👩‍👩‍👧 ok', 4)).toBe('👩‍👩‍👧 …');
  });

  test('loses what would move the cursor or break the line', () => {
    expect(tame('a\tb\nc\u001b[2Jd\u0007\u009b1me')).toBe('a b c[2Jd1me');
    expect(tame('\u001b[1mx\u001b[0m')).toBe('\u001b[1mx\u001b[0m');
    expect(tame('\ud800x')).toBe('\ufffdx');
  });

  test('of common characters is as wide as it is long', () => {
    for (let code = 0x20; code < 0x2900; code++) {
      const char = String.fromCharCode(code);
      if (/\p{Cc}/u.test(char)) continue;
      expect(width(char), code.toString(16)).toBe(stringWidth(char));
    }
  });
});

test.each([
  [0, '0'],
  [0.12345, '0.123'],
  [1234, '1 234'],
  [-1234.5, '-1 234'],
  [12_345, '12.3k'],
  [999_999, '1000k'],
  [4.5e6, '4.5M'],
  [2e18, '2e18'],
  [4.52e-7, '4.5e-7'],
  [Number.NaN, '-'],
  [null, '-'],
])('%s is written %s', (value, text) => {
  expect(amount(value)).toBe(text);
});

test('labels of an axis have the decimals that tell them apart, and no more', () => {
  expect(labels([1, 0.5, 0], 1)).toEqual(['1.0', '0.5', '0']);
  expect(labels([4, 2, 0], 4)).toEqual(['4', '2', '0']);
  expect(labels([1_000_400, 1_000_200, 1_000_000], 400)).toEqual(['1.0004M', '1.0002M', '1.0000M']);
  expect(labels([3e-9, 2.5e-9, 2e-9], 1e-9)).toEqual(['3e-9', '2.5e-9', '2e-9']);
});

describe('a bar', () => {
  test('is full only at 1 and empty only at 0', () => {
    expect(bar(0, 4, 'good', UNICODE)).toBe('░░░░');
    expect(bar(1e-9, 4, 'good', UNICODE)).toBe('▏░░░');
    expect(bar(0.5, 4, 'good', UNICODE)).toBe('██░░');
    expect(bar(1 - 1e-9, 4, 'good', UNICODE)).toBe('███▉');
    expect(bar(7, 4, 'good', UNICODE)).toBe('████');
    expect(bar(Number.NaN, 4, 'good', UNICODE)).toBe('░░░░');
    expect(bar(0.6, 4, 'good', ASCII)).toBe('##--');
    expect(bar(0.6, 1, 'good', ASCII)).toBe('#');
    expect(bar(0.6, 0, 'good', ASCII)).toBe('');
  });

  test('of each part stands between its name and its percent', () => {
    const parts = [
      { name: 'traffic', share: 0.4, tone: 'calm' },
      { name: 'learn', share: 0.003, tone: 'bad' },
    ] as const;
    expect(shares(parts, 24, ASCII)).toEqual(['traffic ####-------  40%', 'learn   #----------  <1%']);
    expect(shares(parts, 9, ASCII)).toEqual(['tra~  40%', 'lea~  <1%']);
  });
});

test('every style is closed by its own code, so that it can stand inside another', () => {
  fc.assert(
    fc.property(anyTone, fc.boolean(), fc.boolean(), (tone, bold, inverse) => {
      const text = createBrush('true', true).style('x', { tone, bold, inverse });
      expect(bare(text)).toBe('x');
      expect(text).not.toContain('\u001b[0m');
      expect(text.endsWith('\u001b[39m')).toBe(true);
      expect(text.includes('\u001b[1m')).toBe(text.includes('\u001b[22m'));
      expect(text.includes('\u001b[7m')).toBe(text.includes('\u001b[27m'));
    }),
  );
});
