import type { Tone } from '../../../framework/view/index.js';

/** How many colours a terminal has; with `none` no escape code is written at all. */
export type Colours = 'none' | '16' | '256' | 'true';

/** What a piece of text is: a tone of the model's, or a part of the display. */
type Shade = Tone | 'plain' | 'frame' | 'title' | 'key';

export interface Style {
  readonly tone?: Shade;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
}

/** Gives text a style, as far as the terminal has it. */
export interface Brush {
  readonly colours: Colours;
  readonly unicode: boolean;
  style(text: string, style: Style): string;
}

/** One colour for each kind of terminal: red, green, blue; a number of 256; a foreground code of 16. */
interface Colour {
  readonly rgb: readonly [number, number, number];
  readonly of256: number;
  readonly of16: number;
}

/**
 * The palette of Okabe and Ito (2008), which people with any colour-blindness tell apart, without its yellow, which is
 * lost on light grounds, and its black. The grey is dark, for
 * light greys look like its green and its purple to some. Every colour has a contrast of 2 and more on white and of 3.4
 * on black; none tells anything alone. The numbers of 256 are near ones, chosen for the same distances.
 */
export const TONES: Readonly<Record<Tone, Colour>> = {
  calm: { rgb: [0x56, 0xb4, 0xe9], of256: 75, of16: 36 },
  good: { rgb: [0x00, 0x9e, 0x73], of256: 36, of16: 32 },
  warn: { rgb: [0xe6, 0x9f, 0x00], of256: 178, of16: 33 },
  bad: { rgb: [0xd5, 0x5e, 0x00], of256: 166, of16: 31 },
  accent: { rgb: [0x00, 0x72, 0xb2], of256: 26, of16: 94 },
  odd: { rgb: [0xcc, 0x79, 0xa7], of256: 169, of16: 35 },
  off: { rgb: [0x66, 0x66, 0x66], of256: 241, of16: 90 },
};

/** Parts of the display: frames stay behind, titles and keys stand out. */
const PARTS: Readonly<Record<'plain' | 'frame' | 'title' | 'key', Style>> = {
  plain: {},
  frame: { tone: 'off' },
  title: { bold: true },
  key: { tone: 'calm', bold: true },
};

/** Colours of a terminal, from `NO_COLOR`, `COLORTERM` and `TERM`. */
export function coloursOf(env: NodeJS.ProcessEnv): Colours {
  const term = env['TERM'] ?? '';
  if (env['NO_COLOR'] || term === 'dumb') return 'none';
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 'true';
  return term.endsWith('256color') ? '256' : '16';
}

/** Whether a terminal shows Unicode: the locale says so, and neither the console of Linux nor `STARLING_ASCII=1` denies it. */
export function unicodeOf(env: NodeJS.ProcessEnv): boolean {
  if (env['STARLING_ASCII'] === '1' || env['TERM'] === 'linux') return false;
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}

export function createBrush(colours: Colours, unicode: boolean): Brush {
  if (colours === 'none') return { colours, unicode, style: (text) => text };
  return {
    colours,
    unicode,
    style(text, style) {
      if (text === '') return '';
      const { tone, bold, dim, inverse } = resolved(style);
      // One code each, closed by its own, so that styled text can stand inside other styled text.
      let out = text;
      if (inverse) out = `\u001b[7m${out}\u001b[27m`;
      if (bold) out = `\u001b[1m${out}\u001b[22m`;
      else if (dim) out = `\u001b[2m${out}\u001b[22m`;
      return tone === undefined ? out : `${foreground(TONES[tone], colours)}${out}\u001b[39m`;
    },
  };
}

/** A style with a tone of the palette or none. */
function resolved(style: Style): Style & { readonly tone?: Tone } {
  const { tone } = style;
  if (tone === undefined || tone in TONES) return style as Style & { readonly tone?: Tone };
  const { tone: _, ...rest } = style;
  return { ...PARTS[tone as keyof typeof PARTS], ...rest } as Style & { readonly tone?: Tone };
}

function foreground({ rgb, of256, of16 }: Colour, colours: '16' | '256' | 'true'): string {
  if (colours === 'true') return `\u001b[38;2;${rgb.join(';')}m`;
  return colours === '256' ? `\u001b[38;5;${of256}m` : `\u001b[${of16}m`;
}
