import { normalCdf, normalQuantile } from './normal.js';
import { LEVEL, type Resampling } from './resampling.js';

/** A mean with its interval. */
export interface Estimate {
  readonly mean: number;
  /** Ends of the interval; null where one value, or none, says nothing about spread. */
  readonly low: number | null;
  readonly high: number | null;
  /** Replications that have the figure. */
  readonly count: number;
}

/** A figure by replication; null where it is missing. */
export type ByReplication = ArrayLike<number | null>;

/**
 * The mean over replications with its bias-corrected and accelerated bootstrap interval (BCa: Efron 1987; DiCiccio and Efron
 * 1996), which is right to second order also where values are skewed, as rates near 0 or 1 are. Replications without the figure
 * are left out, of resamples too.
 *
 * Where all resamples lie on one side of the mean the correction is infinite; the interval is then that of the percentiles.
 * @returns undefined where no replication has the figure
 */
export function meanInterval(values: ByReplication, resampling: Resampling): Estimate | undefined {
  const known: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== null) known.push(values[i]!);
  if (known.length === 0) return undefined;
  const mean = meanOf(known);
  const count = known.length;
  if (count === 1) return { mean, low: null, high: null, count };
  if (known.every((value) => value === known[0]))
    return { mean: known[0]!, low: known[0]!, high: known[0]!, count };
  const means = resampledMeans(values, resampling).sort();
  return { mean, ...between(means, corrected(means, mean, accelerationOf(known, mean))), count };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of each resample that has the figure at all. */
function resampledMeans(values: ByReplication, { size, count, picked }: Resampling): Float64Array {
  const means = new Float64Array(count);
  let found = 0;
  for (let resample = 0; resample < count; resample++) {
    let sum = 0;
    let n = 0;
    const end = (resample + 1) * size;
    for (let place = resample * size; place < end; place++) {
      const value = values[picked[place]!];
      if (value === null || value === undefined) continue;
      sum += value;
      n++;
    }
    if (n > 0) means[found++] = sum / n;
  }
  return means.slice(0, found);
}

/** A sixth of the skewness of the jackknife's means (Efron 1987, 6.6); for a mean, that of the values themselves. */
function accelerationOf(known: readonly number[], mean: number): number {
  let squares = 0;
  let cubes = 0;
  for (const value of known) {
    // The mean without this value lies below the mean as far as the value lies above, divided by n − 1.
    const off = (value - mean) / (known.length - 1);
    squares += off * off;
    cubes += off * off * off;
  }
  const scale = 6 * squares * Math.sqrt(squares);
  // Differences too small to be squared.
  return scale > 0 ? cubes / scale : 0;
}

/** The shares of the sorted resamples between which the interval lies. */
function corrected(means: Float64Array, mean: number, acceleration: number): readonly [number, number] {
  const tail = (100 - LEVEL) / 200;
  let below = 0;
  let equal = 0;
  for (const each of means) {
    if (each < mean) below++;
    else if (each === mean) equal++;
  }
  // Ties count half, as means of few values have many.
  const bias = normalQuantile((below + equal / 2) / means.length);
  const shares = [tail, 1 - tail] as const;
  if (!Number.isFinite(bias)) return shares;
  return shares.map((share) => {
    const off = bias + normalQuantile(share);
    return normalCdf(bias + off / (1 - acceleration * off));
  }) as [number, number];
}

/** Between the two nearest, by their distance (definition 7 of Hyndman and Fan 1996). */
function between(sorted: Float64Array, [from, to]: readonly [number, number]) {
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    const low = sorted[below]!;
    return low + (sorted[Math.min(below + 1, sorted.length - 1)]! - low) * (place - below);
  };
  return { low: at(from), high: at(to) };
}
