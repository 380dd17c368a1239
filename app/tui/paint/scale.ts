/** The vertical axis of a chart. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** Larger figures are drawn at this: a range of them can still be computed. */
const LARGEST = 1e300;

/** A figure that can be drawn, or NaN. */
export function drawable(value: number | null | undefined): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return Number.NaN;
  return Math.max(-LARGEST, Math.min(LARGEST, value));
}

/**
 * An axis that holds all values, between round numbers where its ends are not fixed. What never changes runs through
 * its middle, and what is never negative has no axis below 0.
 */
export function scaleOf(
  lines: readonly ArrayLike<number | null>[],
  fixed: { readonly low?: number; readonly high?: number },
): Scale {
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const values of lines) {
    for (let i = 0; i < values.length; i++) {
      const value = drawable(values[i]);
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
  }
  if (least > largest) {
    least = fixed.low ?? 0;
    largest = fixed.high ?? least;
  }
  let low = fixed.low ?? least;
  let high = fixed.high ?? largest;
  if (!(high - low > 1e-290)) {
    const reach = Math.max(Math.abs(low), Math.abs(high)) / 2 || 0.5;
    if (fixed.low === undefined) low = high - reach;
    if (fixed.high === undefined || fixed.low !== undefined) high = low + 2 * reach;
  }
  const step = niceStep((high - low) / 4);
  if (fixed.low === undefined) {
    const round = Math.floor(low / step) * step;
    low = least >= 0 ? Math.max(0, round) : round;
  }
  if (fixed.high === undefined) high = Math.ceil(high / step) * step;
  return { low, high };
}

/** The least of 1, 2 and 5 times a power of ten that is at least `size`. */
function niceStep(size: number): number {
  const power = Number(`1e${Math.floor(Math.log10(size))}`);
  return ([1, 2, 5].find((factor) => factor * power >= size) ?? 10) * power;
}
