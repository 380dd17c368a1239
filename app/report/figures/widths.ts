/** Widths of characters in parts of the font's size, about those of common sans-serif fonts; wide rather than narrow. */
const NARROW = new Set("iljtfrI.,:;|!'()[]{} -");
const WIDE = new Set('mwMW@%—…');

/** About how wide a text is, in pixels: there is no browser to ask, and a label must not run out of its figure. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) {
    if (NARROW.has(character)) width += 0.36;
    else if (WIDE.has(character)) width += 0.95;
    else if (character > '\u2e80') width += 1.05;
    else if (character >= 'A' && character <= 'Z') width += 0.7;
    else width += 0.58;
  }
  return width * size;
}
