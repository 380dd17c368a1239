import stringWidth from 'string-width';
import type { Brush } from './palette.js';

const ESCAPE = '\u001b';
/** Colours and attributes: the only escape codes that lines may hold. */
const STYLE = new RegExp(`(${ESCAPE}\\[[\\d;:]*m)`);
const STYLES = new RegExp(STYLE.source, 'g');
const UNFIT = new RegExp(`${ESCAPE}\\[[\\d;:]*m|\\p{Cc}|\\p{Cs}`, 'gu');
/** Characters of one column each, by far the most: no need to look for clusters. */
const NARROW = /^[ -~¡-¬®-˿‐-‧←-⋿─-◼⠀-⣿]*$/;

const graphemes = new Intl.Segmenter();

/** Text of one line without control characters (a tab or line end becomes a space), but for styles. */
export function tame(text: string): string {
  return text.replace(UNFIT, (found) => {
    if (found.length > 1) return found;
    if (found === '\t' || found === '\n') return ' ';
    return found >= '\ud800' ? '\ufffd' : '';
  });
}

/** Columns that a line takes, styles not counted. */
export function width(text: string): number {
  const bare = text.includes(ESCAPE) ? text.replace(STYLES, '') : text;
  return NARROW.test(bare) ? bare.length : stringWidth(bare);
}

/** A line of exactly `columns` columns: padded with spaces, or cut, which `mark` (one column, or none where empty) says. */
export function fitted(text: string, columns: number, mark = '…'): string {
  if (columns <= 0) return '';
  const line = tame(text);
  const wide = width(line);
  return wide <= columns ? line + ' '.repeat(columns - wide) : cut(line, columns - mark.length, mark);
}

/** What says that a text was cut. */
export const cutMark = ({ unicode }: Brush): string => (unicode ? '…' : '~');

/** Exactly `columns` columns as a brush shows them: at the left or the right of its room, or cut with a mark. */
export function fill(text: string, columns: number, brush: Brush, side: 'left' | 'right' = 'left'): string {
  const before = side === 'left' ? 0 : Math.max(0, columns - width(text));
  return fitted(' '.repeat(before) + text, columns, cutMark(brush));
}

/** The first `columns` columns at most, the mark, and spaces where a wide character did not fit. */
function cut(line: string, columns: number, mark: string): string {
  let out = '';
  let left = columns;
  let full = false;
  for (const piece of line.split(STYLE)) {
    // Styles are kept to the end: what was opened is closed.
    if (piece.startsWith(ESCAPE)) out += piece;
    if (piece.startsWith(ESCAPE) || full) continue;
    for (const grapheme of NARROW.test(piece) ? piece : segments(piece)) {
      const wide = width(grapheme);
      if (wide > left) {
        full = true;
        out += mark;
        break;
      }
      out += grapheme;
      left -= wide;
    }
  }
  return out + ' '.repeat(left);
}

function* segments(text: string): Iterable<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}
