import type { Sample } from '../../protocol.js';

/** Figures of a run over time, in bounded room: a point is the mean of `every` steps, a power of two that grows. */
export interface History {
  /** Step of the first sample; 0 before any. */
  readonly first: number;
  /** Steps in a point. */
  readonly every: number;
  /** [points][series] */
  readonly points: readonly (readonly (number | null)[])[];
  /** Fewer than `every` samples that make no whole point yet. */
  readonly open: readonly (readonly (number | null)[])[];
  /** [series] of the last sample alone: a point may be a mean that no step had. */
  readonly last: readonly (number | null)[];
}

/** Points that are kept: more than any screen has columns of dots. */
const POINTS = 4096;

export const EMPTY: History = { first: 0, every: 1, points: [], open: [], last: [] };

/** The history with further samples, in the order of their steps. */
export function extend(history: History, samples: readonly Sample[], bound = POINTS): History {
  if (samples.length === 0) return history;
  const started = history.points.length + history.open.length > 0;
  let { every } = history;
  let points = [...history.points];
  let open = [...history.open];
  for (const { values } of samples) {
    open.push(values);
    if (open.length < every) continue;
    points.push(mean(open));
    open = [];
    if (points.length < bound) continue;
    points = halved(points);
    every *= 2;
  }
  return {
    first: started ? history.first : samples[0]!.step,
    every,
    points,
    open,
    last: samples.at(-1)!.values,
  };
}

/** The step after the last sample, of samples without gaps. */
export const nextOf = ({ first, every, points, open }: History): number =>
  first + points.length * every + open.length;

/** [points] one series, with the open point as its last. */
export function seriesOf({ points, open }: History, series: number): (number | null)[] {
  const values = points.map((point) => point[series] ?? null);
  if (open.length > 0) values.push(mean(open)[series] ?? null);
  return values;
}

/** Mean of each series over the samples that have it; null where none has. */
function mean(samples: readonly (readonly (number | null)[])[]): readonly (number | null)[] {
  if (samples.length === 1) return samples[0]!;
  return samples[0]!.map((_, series) => {
    let sum = 0;
    let count = 0;
    for (const sample of samples) {
      const value = sample[series] ?? null;
      if (value === null) continue;
      sum += value;
      count++;
    }
    return count === 0 ? null : sum / count;
  });
}

/** Neighbours as one; `POINTS` is even, so none is left over. */
function halved(points: readonly (readonly (number | null)[])[]): (readonly (number | null)[])[] {
  const merged = [];
  for (let at = 0; at + 1 < points.length; at += 2) merged.push(mean([points[at]!, points[at + 1]!]));
  return merged;
}
