import { type Brush, fill, grouped, type Style, width } from '../../paint/index.js';

const PLAIN: Readonly<Record<string, string>> = {
  '←→↑↓': 'arrows',
  '←→': 'Left/Right',
  '↑↓': 'Up/Down',
  '←': 'Left',
  '→': 'Right',
  '↑': 'Up',
  '↓': 'Down',
  '…': '..',
  '−': '-',
  '–': '-',
  '·': '|',
  '─': '-',
  '▸': '>',
  '‖': '||',
  '×': 'x',
  '±': '+-',
};

/** The text in ASCII where the terminal has no more. */
export const spelt = (text: string, brush: Brush): string =>
  brush.unicode ? text : text.replace(/←→↑↓|←→|↑↓|[←→↑↓…−–·─▸‖×±]/g, (sign) => PLAIN[sign] ?? '?');

/** A piece of text with its style. */
export type Piece = readonly [text: string, style?: Style];

export const pieces = (parts: readonly Piece[], brush: Brush): string =>
  parts
    .map(([text, style]) =>
      style === undefined ? spelt(text, brush) : brush.style(spelt(text, brush), style),
    )
    .join('');

/** One text at the left, one at the right; the left one is cut where both are too long. */
export function ends(left: string, right: string, columns: number, brush: Brush): string {
  const room = columns - width(right) - 1;
  return room < 1 ? fill(right, columns, brush) : `${fill(left, room, brush)} ${right}`;
}

/** Name of a part of the screen, a rule, and at its end what is to be said of it. */
export function heading(title: string, note: string, columns: number, brush: Brush): string {
  const name = spelt(title, brush);
  const room = columns - width(name) - 1;
  const said = spelt(note, brush);
  const words = said === '' || width(said) + 3 > room ? '' : ` ${said}`;
  const rule = spelt('─', brush).repeat(Math.max(0, room - width(words)));
  if (room < 1) return brush.style(fill(name, columns, brush), { tone: 'title', bold: true });
  return `${brush.style(name, { tone: 'title', bold: true })} ${brush.style(rule, { tone: 'frame' })}${
    words === '' ? '' : brush.style(words, { dim: true })
  }`;
}

/** Exactly `height` lines of exactly `columns`. */
export function block(lines: readonly string[], columns: number, height: number, brush: Brush): string[] {
  return Array.from({ length: height }, (_, line) => fill(lines[line] ?? '', columns, brush));
}

/** `512 MB`, `1.50 GB`. */
export const memory = (bytes: number): string =>
  bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

/** `1 row`, `12 rows`; thousands stand apart. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${grouped(number)} ${number === 1 ? one : many}`;
