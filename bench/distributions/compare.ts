import type { OutcomeRow } from './kept.js';
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

/** Compares every outcome of every side with Mesa's, at every step; each p value by so many permutations. */
export function compare(rows: readonly OutcomeRow[], rounds: number): Line[] {
  const groups = new Map<string, { of: OutcomeRow; values: number[] }>();
  for (const row of rows) {
    const key = keyOf(row, row.side);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { of: row, values: [row.value] });
    else group.values.push(row.value);
  }
  const lines = [...groups.values()]
    .filter(({ of }) => of.side !== 'mesa')
    .map(({ of, values }) => {
      const mesa = groups.get(keyOf(of, 'mesa'))!.values;
      return {
        ...{ case: of.case, step: of.step, outcome: of.outcome, side: of.side },
        ...{ mean: mean(values), meanOfMesa: mean(mesa) },
        ...{ distance: distance(values, mesa), p: permutationTest(values, mesa, rounds) },
      };
    });
  const adjusted = holm(lines.map(({ p }) => p));
  return lines.map((line, i) => ({ ...line, adjusted: adjusted[i]! }));
}

const keyOf = ({ case: name, step, outcome }: OutcomeRow, side: string): string =>
  [name, step, outcome, side].join('\t');

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
