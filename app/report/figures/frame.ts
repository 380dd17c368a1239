import { TEXT } from './config.js';
import { INK, SOFT } from './palette.js';
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

/**
 * A figure: layers within margins that are given, so that figures side by side line up, and its title above them. Of its own
 * accord Vega would set the title off from all labels, as wide as it believes these to be.
 */
export function framed(frame: Frame, layers: readonly Spec[]): Spec {
  const { title, subtitle, height, left, legend, hasTitle = true, isRamp = false } = frame;
  const rows = legend === undefined ? 0 : Math.ceil(legend.names.length / columnsOf(legend.names, left));
  const below = isRamp ? 52 : rows === 0 ? 0 : 34 + rows * (TEXT + 6);
  const top = subtitle === undefined ? 34 : 50;
  const line = (text: string, y: number, look: Spec): Spec => ({
    data: { values: [{}] },
    mark: { type: 'text', text, x: 4 - left, y, align: 'left', baseline: 'top', ...look },
  });
  return {
    autosize: 'none',
    width: WIDTH - left - RIGHT,
    height,
    padding: { left, right: RIGHT, top, bottom: (hasTitle ? 44 : 24) + below },
    layer: [
      line(fitted(title, WIDTH - 16, 13.5), 4 - top, { fontSize: 13, fontWeight: 600, color: INK }),
      ...(subtitle === undefined
        ? []
        : [line(fitted(subtitle, WIDTH - 12, TEXT), 21 - top, { fontSize: TEXT, color: SOFT })]),
      ...layers,
    ],
  };
}

/** What the labels of rows say, above them: a layer. */
export const overRows = (text: string): Spec => ({
  data: { values: [{}] },
  mark: { type: 'text', text, x: -7, y: -6, align: 'right', color: SOFT },
});

const RIGHT = 18;

/** Columns that the names of a legend fit in: Vega makes each as wide as it believes its names to be; the last may be narrower. */
export function columnsOf(names: readonly string[], left: number): number {
  const widest = (from: number, columns: number, width: (name: string) => number): number =>
    Math.max(...names.filter((_, i) => i % columns === from).map(width)) + 34;
  for (let columns = names.length; columns > 1; columns--) {
    let width = widest(columns - 1, columns, (name) => widthOf(name, TEXT));
    for (let i = 0; i < columns - 1; i++) width += widest(i, columns, (name) => 0.8 * TEXT * name.length);
    if (width <= WIDTH - left) return columns;
  }
  return 1;
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
