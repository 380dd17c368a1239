/** A part of the screen in columns and rows, from the upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Parts of `whole` by weight, with `gap` between two; exact: the first parts take what does not divide. */
export function divide(whole: number, weights: readonly number[], gap = 0): number[] {
  const room = Math.max(0, whole - gap * (weights.length - 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = room;
  let weight = total;
  return weights.map((own) => {
    const part = weight === 0 ? 0 : Math.ceil((left * own) / weight);
    left -= part;
    weight -= own;
    return part;
  });
}

/** Side by side, from the left. */
export function columns(area: Rect, widths: readonly number[], gap: number): Rect[] {
  let { x } = area;
  return widths.map((width) => {
    const rect = { ...area, x, width };
    x += width + gap;
    return rect;
  });
}

/** One under the other, from the top. */
export function rows(area: Rect, heights: readonly number[], gap: number): Rect[] {
  let { y } = area;
  return heights.map((height) => {
    const rect = { ...area, y, height };
    y += height + gap;
    return rect;
  });
}
