import { normalQuantile } from './normal.js';
import { LEVEL } from './resampling.js';

/** A rank correlation with its interval. */
export interface Correlation {
  /** −1 … 1. */
  readonly rho: number;
  readonly low: number;
  readonly high: number;
  /** Pairs. */
  readonly count: number;
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]! || a - b);
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let place = from; place < to; place++) ranks[order[place]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's of the ranks. The interval is Fisher's transformation with the standard error
 * √((1 + ρ²/2) / (n − 3)) of Bonett and Wright (2000).
 * @returns undefined for fewer than four pairs, and where one side does not vary
 */
export function spearman(x: readonly number[], y: readonly number[]): Correlation | undefined {
  const count = x.length;
  if (count < 4) return undefined;
  const a = ranksOf(x);
  const b = ranksOf(y);
  const middle = (count + 1) / 2;
  let both = 0;
  let ofX = 0;
  let ofY = 0;
  for (let i = 0; i < count; i++) {
    const dx = a[i]! - middle;
    const dy = b[i]! - middle;
    both += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  if (ofX === 0 || ofY === 0) return undefined;
  const rho = both / Math.sqrt(ofX * ofY);
  const reach = normalQuantile(1 - (100 - LEVEL) / 200) * Math.sqrt((1 + (rho * rho) / 2) / (count - 3));
  const z = Math.atanh(Math.max(-1, Math.min(1, rho)));
  return { rho, low: Math.tanh(z - reach), high: Math.tanh(z + reach), count };
}
