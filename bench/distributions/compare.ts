import type { Sample } from './kept.js';
import { distance, holm, permutationTest } from './two-sample.js';

/** One outcome of one side against Mesa's. */
export interface Line {
  readonly case: string;
  readonly step: number;
  readonly outcome: string;
  readonly side: string;
  readonly mean: number;
  readonly meanOfMesa: number;
  /** Kolmogorov and Smirnov's. */
  readonly distance: number;
  /** Of the permutation test, and the same corrected for all comparisons (Holm). */
  readonly p: number;
  readonly adjusted: number;
}

/**
 * Compares every sample with Mesa's of the same outcome; each p value by so many permutations. The least that Holm's
 * correction can come to is the number of comparisons over that of permutations: take many more of these.
 */
export function compare(samples: readonly Sample[], rounds: number): Line[] {
  const mesa = samples.filter(({ side }) => side === 'mesa');
  const lines = samples
    .filter(({ side }) => side !== 'mesa')
    .map(({ case: name, side, step, outcome, values }) => {
      const peer = mesa.find(
        (other) => other.case === name && other.step === step && other.outcome === outcome,
      );
      if (peer === undefined) throw new Error(`bench: no outcomes of Mesa for ${name}, ${outcome}`);
      return {
        ...{ case: name, step, outcome, side },
        ...{ mean: mean(values), meanOfMesa: mean(peer.values) },
        distance: distance(values, peer.values),
        p: permutationTest(values, peer.values, rounds),
      };
    });
  const adjusted = holm(lines.map(({ p }) => p));
  return lines.map((line, i) => ({ ...line, adjusted: adjusted[i]! }));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
