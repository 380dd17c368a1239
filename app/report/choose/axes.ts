import type { Factor } from './factors.js';
import { byLevel, type Grouping, MOST_GROUPS } from './groups.js';

/** A numeric factor as an axis, with what tells its lines apart. */
export interface Axis {
  readonly factor: Factor;
  /** A line each; undefined for one line over all designs. */
  readonly series: Grouping | undefined;
  readonly isLogarithmic: boolean;
}

/** Most factors that outcomes are drawn against. */
const MOST = 3;

/** Numeric factors with three levels and more, those with most first, each with the other factor that divides best. */
export function axesOf(factors: readonly Factor[]): Axis[] {
  return numeric(factors)
    .slice(0, MOST)
    .map((factor) => {
      const others = factors.filter((other) => other !== factor && !other.isSampled);
      // Words before numbers, and as many lines as can be told apart.
      const few = others
        .filter(({ levels }) => levels.length <= MOST_GROUPS)
        .sort((a, b) => Number(a.isNumeric) - Number(b.isNumeric) || b.levels.length - a.levels.length);
      const by = few[0] ?? others[0];
      return { factor, series: by && byLevel(by, MOST_GROUPS), isLogarithmic: isLogarithmic(factor) };
    });
}

/** Pairs of numeric factors with three levels and more: what a map has for columns and rows. */
export function planesOf(factors: readonly Factor[]): (readonly [columns: Factor, rows: Factor])[] {
  const all = numeric(factors);
  return all.flatMap((columns, i) => all.slice(i + 1).map((rows) => [columns, rows] as const)).slice(0, MOST);
}

const numeric = (factors: readonly Factor[]): Factor[] =>
  factors
    .filter(({ isNumeric, isSampled, levels }) => isNumeric && !isSampled && levels.length >= 3)
    .sort((a, b) => b.levels.length - a.levels.length);

/** Whether a factor is read by its ratios: above 0, over a range of thirty and more, and not in equal steps. */
export function isLogarithmic({ levels }: Factor): boolean {
  const first = levels[0]!.number!;
  const last = levels.at(-1)!.number!;
  if (first <= 0 || last / first < 30) return false;
  const middle = levels[Math.floor(levels.length / 2)]!.number!;
  return middle < (first + last) / 4;
}
