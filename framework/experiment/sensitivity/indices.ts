import { StarlingError } from '../../errors.js';
import type { RandomStream } from '../../random/index.js';
import { type Estimate, Estimator } from './estimator.js';

/** What Sobol indices are estimated from. */
export interface SensitivityOptions {
  /** Parameters of the sample, in its order. */
  readonly parameters: readonly string[];
  /**
   * A figure of each design of one `saltelli` sample, in its order; null where it has none. A base point of which any
   * design has none is left out.
   */
  readonly values: readonly (number | null)[];
  /** Where base points are drawn from again for the intervals, each at its own address. */
  readonly random: Pick<RandomStream, 'below'>;
  /** Times that they are drawn (1,000). */
  readonly resamples?: number;
  /** Confidence in percent, an integer in 1 … 99 (95). */
  readonly level?: number;
}

/** An index with its bootstrap interval. */
export interface SensitivityIndex {
  /** From all base points. By chance a little below 0 or above 1. */
  readonly value: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/** How a figure depends on one parameter. */
export interface ParameterSensitivity {
  /** Its name. */
  readonly parameter: string;
  /** First-order index: the share of the figure's variance that goes with this parameter alone. */
  readonly first: SensitivityIndex;
  /** Total index: the share that goes with this parameter alone and together with others. */
  readonly total: SensitivityIndex;
}

/** Sobol indices of all parameters. */
export interface Sensitivity {
  /** In the order of the sample. */
  readonly parameters: readonly ParameterSensitivity[];
  /** Base points that they come from. */
  readonly points: number;
}

/**
 * First-order and total Sobol indices from a `saltelli` sample (Sobol 2001): the first by the estimator of Saltelli et al.
 * (2010, table 2 b), the total by Jansen's (1999), over values less their mean, with percentile intervals from a
 * bootstrap over the base points (Archer, Saltelli and Sobol 1997).
 * @returns null where fewer than two base points are whole, or the figure does not vary
 * @throws StarlingError where the number of values is not that of such a sample
 */
export function sobolIndices(options: SensitivityOptions): Sensitivity | null {
  const { parameters, values, random, resamples = 1000, level = 95 } = options;
  const width = parameters.length + 2;
  if (parameters.length === 0 || values.length % width !== 0)
    throw new StarlingError(
      `${values.length} values are no saltelli sample of ${parameters.length} parameters: expected a multiple of ${width}.`,
    );
  const estimator = new Estimator(wholePoints(values, width), width);
  const { points } = estimator;
  const all = points < 2 ? undefined : estimator.of((draw) => draw);
  if (all === undefined) return null;
  const drawn: Estimate[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const estimate = estimator.of((draw) => random.below(points, resample, 0, draw));
    if (estimate !== undefined) drawn.push(estimate);
  }
  const index = (of: (estimate: Estimate) => number): SensitivityIndex => ({
    value: of(all),
    ...interval(drawn.map(of), level),
  });
  return {
    parameters: parameters.map((parameter, place) => ({
      parameter,
      first: index(({ first }) => first[place]!),
      total: index(({ total }) => total[place]!),
    })),
    points,
  };
}

/** The values of the base points all of whose designs have one. */
function wholePoints(values: readonly (number | null)[], width: number): Float64Array {
  const whole: number[] = [];
  for (let start = 0; start < values.length; start += width) {
    const point = values.slice(start, start + width).filter((value) => value !== null);
    if (point.length === width) whole.push(...point);
  }
  return Float64Array.from(whole);
}

/** The k-th least and k-th greatest of B figures, k = ⌊(B + 1) α⌋ (Efron and Tibshirani 1993, section 13.3). */
function interval(figures: number[], level: number): { readonly low: number; readonly high: number } {
  figures.sort((one, other) => one - other);
  const tail = Math.max(1, Math.floor(((figures.length + 1) * (100 - level)) / 200));
  return { low: figures[tail - 1]!, high: figures[figures.length - tail]! };
}
