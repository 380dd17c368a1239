import { GROUND, paletteColour, TEXT, trueColour } from './colours.mjs';

/**
 * Cells side by side that look alike.
 *
 * @typedef {object} Span
 * @property {number} column the first
 * @property {number} columns how many it covers
 * @property {string} text
 * @property {Look} look
 *
 * @typedef {object} Look
 * @property {string} colour
 * @property {string} ground
 * @property {boolean} bold
 * @property {boolean} dim
 * @property {boolean} italic
 * @property {boolean} underline
 * @property {number} kind glyphs of one kind come from one font, and are equally wide
 */

/**
 * The spans of one row of a terminal's screen, from the left; empty ground is left out. A text holds single spaces
 * alone: SVG would draw several as one.
 *
 * @param {import('@xterm/headless').Terminal} terminal
 * @param {number} row
 * @returns {Span[]}
 */
export function spansOf({ buffer: { active }, cols }, row) {
  const line = active.getLine(active.baseY + row);
  /** @type {Span[]} */
  const spans = [];
  for (let column = 0; column < cols; column++) {
    const cell = line?.getCell(column);
    // The second half of a wide character has no width of its own.
    if (cell === undefined || cell.getWidth() === 0) continue;
    const text = cell.isInvisible() ? ' ' : cell.getChars() || ' ';
    const look = lookOf(cell, text);
    const before = spans.at(-1);
    if (before !== undefined && goesOn(before, look, text)) {
      before.text += text;
      before.columns += cell.getWidth();
    } else spans.push({ column, columns: cell.getWidth(), text, look });
  }
  return spans.filter(({ text, look }) => look.ground !== GROUND || look.underline || text.trim() !== '');
}

/**
 * @param {import('@xterm/headless').IBufferCell} cell
 * @param {string} text
 * @returns {Look}
 */
function lookOf(cell, text) {
  const colour = cell.isFgRGB()
    ? trueColour(cell.getFgColor())
    : cell.isFgPalette()
      ? paletteColour(cell.getFgColor())
      : TEXT;
  const ground = cell.isBgRGB()
    ? trueColour(cell.getBgColor())
    : cell.isBgPalette()
      ? paletteColour(cell.getBgColor())
      : GROUND;
  const inverse = cell.isInverse() !== 0;
  return {
    colour: inverse ? ground : colour,
    ground: inverse ? colour : ground,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    kind: kindOf(text, cell.getWidth()),
  };
}

/**
 * @param {string} text
 * @param {number} width
 */
function kindOf(text, width) {
  const code = text.codePointAt(0) ?? 0;
  if (width > 1) return 1;
  if (code >= 0x2800 && code < 0x2900) return 2; // Braille
  if (code >= 0x2500 && code < 0x25a0) return 3; // boxes and blocks
  // Other signs may each come from another font: each alone.
  return code < 0x250 ? 0 : code;
}

/**
 * Whether a cell belongs to the span before it; a space of the same ground goes with any text.
 *
 * @param {Span} span
 * @param {Look} look
 * @param {string} text
 */
function goesOn({ text: before, look: { colour, ground, bold, dim, italic, underline, kind } }, look, text) {
  if (ground !== look.ground || underline !== look.underline || kind !== look.kind) return false;
  const isBlank = before.trim() === '';
  if (text === ' ') return isBlank || !before.endsWith(' ');
  return (
    !isBlank && colour === look.colour && bold === look.bold && dim === look.dim && italic === look.italic
  );
}
