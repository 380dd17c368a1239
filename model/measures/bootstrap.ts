import type { RandomStream } from '../../framework/random/index.js';
import type { ConfusionSeries } from './confusion.js';
import type { Counts } from './counts.js';

/** A ratio of a confusion table, or null where it is undefined. */
export type Statistic = (counts: Counts) => number | null;

export interface Interval {
  /** The figure itself: mean over the replications. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Resamples that gave a figure; those in which it was undefined are left out. */
  readonly resamples: number;
}

export interface BootstrapOptions {
  /** Where resamples are drawn from, each at its own address: the same stream gives the same interval. */
  readonly random: Pick<RandomStream, 'below'>;
  /** Resamples (1,000). */
  readonly resamples?: number;
  /** Confidence in percent, an integer in 1…99 (95). */
  readonly level?: number;
}

const SEEDS = 0;
const BLOCKS = 1;

/**
 * Mean of a figure over replications with a percentile bootstrap interval over the seeds (Efron 1979; Efron and
 * Tibshirani 1993, chapter 13). Replications without the figure (null) are left out; null where none has it.
 */
export function seedInterval(values: readonly (number | null)[], options: BootstrapOptions): Interval | null {
  const known = values.filter((value) => value !== null);
  const { random, resamples = 1000, level = 95 } = options;
  const figures: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    const picked = known.map((_, draw) => known[random.below(known.length, resample, SEEDS, draw)]!);
    if (picked.length > 0) figures.push(mean(picked));
  }
  return interval(known, figures, level);
}

/** Default block length, about the cube root of the steps: the rate that is optimal for a variance (Künsch 1989). */
export const blockLength = (steps: number): number => Math.max(1, Math.round(Math.cbrt(steps)));

/**
 * Means of ratios over replications, with intervals over seeds and over time at once.
 *
 * A resample draws replications with replacement and, for time, blocks of consecutive steps around the run's circle
 * (circular block bootstrap: Politis and Romano 1992, after Künsch 1989), adds up their counts, takes the ratio in
 * each drawn replication and the mean over them. All replications of a resample take the same blocks (both
 * factors are resampled, crossed: Owen 2007), since replications of a capture share one traffic: independent
 * blocks would average away the very variation over time that the interval must show. Percentile interval.
 *
 * @param runs one series of counts a replication
 * @param statistics figures by name
 * @returns an interval by name, null where no replication has the figure
 */
export function blockIntervals<Name extends string>(
  runs: readonly ConfusionSeries[],
  statistics: Readonly<Record<Name, Statistic>>,
  options: BootstrapOptions & {
    /** Steps a block (about the cube root of the steps). */
    readonly block?: number;
  },
): Record<Name, Interval | null> {
  const { random, resamples = 1000, level = 95, block } = options;
  if (block !== undefined && !(block >= 1)) throw new RangeError(`a block of ${block} steps; at least 1`);
  const names = Object.keys(statistics) as Name[];
  const sums = runs.map(prefixSums);
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let resample = 0; resample < resamples; resample += 1) {
    const counted = new Map<PrefixSums, Counts>();
    const picked = sums.map((_, draw) => {
      const run = sums[random.below(sums.length, resample, SEEDS, draw)]!;
      const known = counted.get(run);
      if (known !== undefined) return known;
      const counts = resampleTime(run, block ?? blockLength(run.steps), random, resample);
      counted.set(run, counts);
      return counts;
    });
    for (const name of names) {
      const values = picked.map(statistics[name]).filter((value) => value !== null);
      if (values.length > 0) figures.get(name)!.push(mean(values));
    }
  }
  const whole = sums.map((run) => between(run, 0, run.steps));
  return Object.fromEntries(
    names.map((name) => {
      const values = whole.map(statistics[name]).filter((value) => value !== null);
      return [name, interval(values, figures.get(name)!, level)];
    }),
  ) as Record<Name, Interval | null>;
}

interface PrefixSums {
  readonly steps: number;
  /** [steps + 1, 4] counts of the steps before: tp, fp, tn, fn. */
  readonly sums: Float64Array;
}

function prefixSums({ tp, fp, tn, fn }: ConfusionSeries): PrefixSums {
  const steps = tp.length;
  const sums = new Float64Array((steps + 1) * 4);
  [tp, fp, tn, fn].forEach((column, c) => {
    for (let step = 0; step < steps; step += 1)
      sums[(step + 1) * 4 + c] = sums[step * 4 + c]! + column[step]!;
  });
  return { steps, sums };
}

function between({ sums }: PrefixSums, from: number, to: number): Counts {
  const count = (c: number) => sums[to * 4 + c]! - sums[from * 4 + c]!;
  return { tp: count(0), fp: count(1), tn: count(2), fn: count(3) };
}

/** As many steps as the run has, in blocks that start anywhere on its circle; the last block is cut. */
function resampleTime(
  run: PrefixSums,
  block: number,
  random: Pick<RandomStream, 'below'>,
  resample: number,
): Counts {
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  const add = (from: number, to: number) => {
    const part = between(run, from, to);
    counts.tp += part.tp;
    counts.fp += part.fp;
    counts.tn += part.tn;
    counts.fn += part.fn;
  };
  for (let drawn = 0, draw = 0; drawn < run.steps; draw += 1) {
    const length = Math.min(block, run.steps - drawn);
    const start = random.below(run.steps, resample, BLOCKS, draw);
    const end = start + length;
    add(start, Math.min(end, run.steps));
    if (end > run.steps) add(0, end - run.steps);
    drawn += length;
  }
  return counts;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The k-th smallest and k-th largest of B figures, k = ⌊(B + 1) α⌋ (Efron and Tibshirani 1993, section 13.3). */
function interval(values: readonly number[], figures: number[], level: number): Interval | null {
  if (values.length === 0 || figures.length === 0) return null;
  figures.sort((a, b) => a - b);
  const resamples = figures.length;
  const tail = Math.max(1, Math.floor(((resamples + 1) * (100 - level)) / 200));
  return { mean: mean(values), low: figures[tail - 1]!, high: figures[resamples - tail]!, resamples };
}
