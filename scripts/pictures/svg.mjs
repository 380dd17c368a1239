import { BUTTONS, FRAME, GROUND, TEXT, TITLE } from './colours.mjs';
import { spansOf } from './spans.mjs';

/** Pixels of a cell; a line is as high as the full block of common fonts at this size, so that blocks touch. */
const WIDE = 9;
const HIGH = 17;
const SIZE = 15;
/** From the top of a cell to the line that letters stand on. */
const BASE = 13.5;
const MARGIN = 12;
const BAR = 34;
const FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', 'Noto Sans Mono', monospace";

/**
 * A picture of a terminal's screen as an SVG that needs nothing else. Every span of text has its place and its length,
 * so that it stays in its columns whatever font draws it.
 *
 * @param {import('@xterm/headless').Terminal} terminal
 * @param {string} title
 * @returns {string}
 */
export function svgOf(terminal, title) {
  const width = terminal.cols * WIDE + 2 * MARGIN;
  const height = terminal.rows * HIGH + BAR + MARGIN;
  const rows = Array.from({ length: terminal.rows }, (_, row) => spansOf(terminal, row));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}: a terminal of ${terminal.cols} columns and ${terminal.rows} lines</title>`,
    `<rect width="${width}" height="${height}" rx="9" fill="${GROUND}"/>`,
    `<path d="M0 ${BAR - 8}V9a9 9 0 0 1 9-9H${width - 9}a9 9 0 0 1 9 9V${BAR - 8}z" fill="${FRAME}"/>`,
    ...BUTTONS.map((fill, i) => `<circle cx="${18 + 20 * i}" cy="13" r="6" fill="${fill}"/>`),
    `<text x="${width / 2}" y="18" text-anchor="middle" font-family="sans-serif" font-size="13" fill="${TITLE}">${escaped(title)}</text>`,
    `<g shape-rendering="crispEdges">`,
    ...rows.flatMap((spans, row) => spans.flatMap((span) => groundOf(span, row))),
    '</g>',
    `<g font-family="${FONTS}" font-size="${SIZE}" fill="${TEXT}">`,
    ...rows.flatMap((spans, row) => spans.flatMap((span) => textOf(span, row))),
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

/** @param {number} column */
const left = (column) => MARGIN + column * WIDE;

/**
 * @param {import('./spans.mjs').Span} span
 * @param {number} row
 * @returns {string[]}
 */
function groundOf({ column, columns, look }, row) {
  if (look.ground === GROUND) return [];
  const place = `x="${left(column)}" y="${BAR + row * HIGH}" width="${columns * WIDE}" height="${HIGH}"`;
  return [`<rect ${place} fill="${look.ground}"/>`];
}

/**
 * @param {import('./spans.mjs').Span} span
 * @param {number} row
 * @returns {string[]}
 */
function textOf({ column, columns, text, look }, row) {
  // Underlined spaces show: as no-break spaces they are not taken for the end of the text.
  const shown = look.underline ? text.replaceAll(' ', '\u00a0') : text.trimEnd();
  if (shown === '') return [];
  const long = columns - (text.length - shown.length);
  const attributes = [
    `x="${left(column)}" y="${BAR + row * HIGH + BASE}"`,
    `textLength="${long * WIDE}" lengthAdjust="spacingAndGlyphs"`,
    ...(look.colour === TEXT ? [] : [`fill="${look.colour}"`]),
    ...(look.bold ? ['font-weight="bold"'] : []),
    ...(look.italic ? ['font-style="italic"'] : []),
    ...(look.underline ? ['text-decoration="underline"'] : []),
    ...(look.dim ? ['opacity="0.6"'] : []),
  ];
  return [`<text ${attributes.join(' ')}>${escaped(shown)}</text>`];
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
