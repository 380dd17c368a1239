import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted } from '../../../app/report/figures/frame.js';
import { widthOf } from '../../../app/report/figures/widths.js';
import { escaped, figure, html, printable, seconds, table } from '../../../app/report/page/index.js';

/** Any code points, halves of pairs and control characters among them, and marks of markup often. */
const anything = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.constantFrom(0, 34, 38, 39, 60, 62, 0xd800, 0x202e)),
    {
      maxLength: 30,
    },
  )
  .map((points) => String.fromCodePoint(...points));

describe('markup', () => {
  test('holds any text as text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const markup = html`<p title="${text}">${[text, text]}</p>`.text;
        expect(markup.match(/[<>"]/g)!.join('')).toBe('<"">' + '<>');
        expect(markup).not.toContain("'");
        expect(markup).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  test('gives texts back but for what no page may hold', () => {
    expect(escaped(`a<b> & "c" 'd'`)).toBe('a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;');
    expect(printable('tab\tline\nbell\u0007 turned\u202e half\ud800 whole\u{1f600}')).toBe(
      'tab\tline\nbell\ufffd turned\ufffd half\ufffd whole\u{1f600}',
    );
  });

  test('leaves out what is not there, and keeps numbers', () => {
    expect(html`${undefined}${false}${0}${html`<b>${1}</b>`}`.text).toBe('0<b>1</b>');
    expect(table('T', [{ title: 'a' }, { title: 'b', isNumber: true }], [['x', 1]]).text).toContain(
      '<tr><th scope="row" class="">x</th><td class="n">1</td></tr>',
    );
  });
});

test('numbers have three digits that count, and whole ones all of theirs', () => {
  expect([0.85432, 0.00826, 12.345, 999.9, 1234.5, 105_621, 5_690_000, 2e9].map(figure)).toEqual([
    '0.854',
    '0.00826',
    '12.3',
    '1,000',
    '1,235',
    '105,621',
    '5.69 million',
    '2 billion',
  ]);
  expect([0, 7, -3, -0.25, -0.0000123, null, undefined, Number.NaN].map(figure)).toEqual([
    '0',
    '7',
    '−3',
    '−0.250',
    '−1.2e-5',
    '–',
    '–',
    '–',
  ]);
  expect([0.0123, 61, 600, 9000].map(seconds)).toEqual(['12.3 ms', '61 s', '10 min', '2.50 h']);
});

test('no number is written with a power above one', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
      const text = figure(value);
      expect(text).toMatch(/^−?[\d,.]+(e-\d+| million| billion)?$/);
      const [, digits, unit] = /^−?([\d,.]+(?:e-\d+)?)(.*)$/.exec(text)!;
      const factor = unit === ' billion' ? 1e9 : unit === ' million' ? 1e6 : 1;
      const told = Number(digits!.replaceAll(',', '')) * factor;
      expect(Math.abs(told - Math.abs(value))).toBeLessThanOrEqual(0.051 * Math.abs(value));
    }),
  );
});

test('a text that is shortened fits', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 30, max: 300 }), (text, width) => {
      const short = fitted(text, width);
      expect(widthOf(short, 12)).toBeLessThanOrEqual(width);
      if (widthOf(text, 12) <= width) expect(short).toBe(text);
      else expect(short.endsWith('…')).toBe(true);
    }),
  );
});
