import { type Combination, canonicalJson, type Design, type JsonValue } from '../../../framework/index.js';
import type { Aggregate, Operator, Threshold } from './threshold.js';

/** What a threshold came to for one design. */
export interface ThresholdResult {
  /** The threshold as it was written. */
  readonly text: string;
  /** Index of the design. */
  readonly design: number;
  /** Null where no run of the design has the figure; then it did not pass. */
  readonly value: number | null;
  readonly passed: boolean;
}

/** Figures of a run by name; null where it has none. */
export type Figures = Readonly<Record<string, number | null>>;

/**
 * Every threshold for each of the designs that it is asked of, by threshold and then by design.
 * @param outcomes asked once for a design: of the runs of a design that succeeded; a figure that is null is left out of the aggregate
 */
export function checkThresholds(
  thresholds: readonly Threshold[],
  designs: readonly Design[],
  outcomes: (design: number) => readonly Figures[],
): ThresholdResult[] {
  const results = thresholds.map((): ThresholdResult[] => []);
  for (const { index, values } of designs) {
    let own: readonly Figures[] | undefined;
    for (const [at, threshold] of thresholds.entries()) {
      if (!matches(values, threshold.where)) continue;
      own ??= outcomes(index);
      results[at]!.push(checked(threshold, index, own));
    }
  }
  return results.flat();
}

function checked(
  { text, figure, aggregate, operator, bound }: Threshold,
  design: number,
  outcomes: readonly Figures[],
): ThresholdResult {
  const known = outcomes.flatMap((figures) => figures[figure] ?? []);
  const value = known.length === 0 ? null : aggregated(known, aggregate);
  return { text, design, value, passed: value !== null && HOLDS[operator](value, bound) };
}

/** Whether a design has all values of `where`. */
export const matches = (values: Combination, where: Combination): boolean =>
  Object.entries(where).every(
    ([path, value]) =>
      Object.hasOwn(values, path) &&
      canonicalJson(values[path] as JsonValue) === canonicalJson(value as JsonValue),
  );

const HOLDS: Readonly<Record<Operator, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '==': (value, bound) => value === bound,
  '!=': (value, bound) => value !== bound,
};

function aggregated(values: readonly number[], aggregate: Aggregate): number {
  if (aggregate === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length;
  const sorted = [...values].sort((a, b) => a - b);
  switch (aggregate) {
    case 'min':
      return sorted[0]!;
    case 'max':
      return sorted.at(-1)!;
    case 'median':
      return percentile(sorted, 50);
    default:
      return percentile(sorted, aggregate.percentile);
  }
}

/** Between the two nearest, by their distance: definition 7 of Hyndman and Fan (1996), as NumPy and R have it. */
function percentile(sorted: readonly number[], percent: number): number {
  const at = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}
