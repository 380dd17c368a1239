import { TEXT } from './config.js';
import type { Spec } from './render.js';
import { widthOf } from './widths.js';

/** Width of every figure in pixels: texts are of one size across a page, and can be read on a narrow one. */
export const WIDTH = 440;

export interface Frame {
  readonly title: string;
  /** A line below the title; none where absent. */
  readonly subtitle?: string | undefined;
  /** Height of what is drawn within the axes. */
  readonly height: number;
  /** Whether the horizontal axis has a title. */
  readonly hasTitle?: boolean;
  /** Room for the labels of the left axis. */
  readonly left: number;
  /** Names in the legend below; none where absent. */
  readonly legend?: { readonly title: string; readonly names: readonly string[] } | undefined;
  /** Whether a ramp of colours stands below. */
  readonly isRamp?: boolean;
}

/** What all figures have in common: size, margins and title. Margins are given, so that figures side by side line up. */
export function frame({
  title,
  subtitle,
  height,
  left,
  legend,
  hasTitle = true,
  isRamp = false,
}: Frame): Spec {
  const rows = legend === undefined ? 0 : Math.ceil(legend.names.length / columnsOf(legend.names, left));
  const below = isRamp ? 52 : rows === 0 ? 0 : 34 + rows * (TEXT + 6);
  return {
    autosize: 'none',
    width: WIDTH - left - RIGHT,
    height,
    padding: {
      left,
      right: RIGHT,
      top: subtitle === undefined ? 34 : 50,
      bottom: (hasTitle ? 44 : 24) + below,
    },
    title: {
      text: fitted(title, WIDTH - 16, 13.5),
      ...(subtitle === undefined ? {} : { subtitle: fitted(subtitle, WIDTH - 12, TEXT) }),
      dx: 4 - left,
      offset: 12,
      frame: 'group',
    },
  };
}

const RIGHT = 18;

/** Columns that the names of a legend fit in: Vega sets them apart as wide as it thinks that they are, and only the last may be narrower. */
export function columnsOf(names: readonly string[], left: number): number {
  const believed = Math.max(...names.map((name) => 0.8 * TEXT * name.length)) + 30;
  const own = Math.max(...names.map((name) => widthOf(name, TEXT))) + 24;
  const more = Math.floor((WIDTH - left - own) / believed);
  return Math.max(1, Math.min(names.length, 1 + more));
}

/** A text shortened to so many pixels. */
export function fitted(text: string, width: number, size = TEXT): string {
  if (widthOf(text, size) <= width) return text;
  let end = text.length;
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, size) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Names as they fit, told apart where they have become equal. */
export function distinct(names: readonly string[], width: number): string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    const short = fitted(name, width);
    let own = short;
    for (let n = 2; seen.has(own); n++) own = `${fitted(name, width - 24)} (${n})`;
    seen.add(own);
    return own;
  });
}

/** Room that names take to the left of an axis. */
export const roomFor = (names: readonly string[]): number =>
  Math.ceil(Math.max(...names.map((name) => widthOf(name, TEXT)))) + 14;
