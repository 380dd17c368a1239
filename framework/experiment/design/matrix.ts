import { canonicalJson, type JsonValue } from '../../canonical.js';
import type { Combination, DesignValue } from './design.js';

/** Every value of a parameter with every value of the others; then some are left out, and some come in. */
export interface Matrix {
  /** Values by parameter, at least one of each. The first parameter varies slowest. */
  readonly factors: Readonly<Record<string, readonly DesignValue[]>>;
  /** Combinations that hold all values of one of these are left out. */
  readonly exclude?: readonly Combination[];
  /**
   * Each adds its other parameters to all combinations that are left and have its values of the factors; where there is
   * none, it is a combination of its own, behind the others.
   */
  readonly include?: readonly Combination[];
}

/** Combinations of a matrix, in order: of the factors, then those that `include` adds. */
export function matrixCombinations(matrix: Matrix): Combination[] {
  const combinations = [...left(matrix)].map((original) => ({ original, all: { ...original } }));
  const added: Combination[] = [];
  for (const extra of matrix.include ?? []) {
    const holds = holder(onlyFactors(matrix, extra));
    const fitting = combinations.filter(({ original }) => holds(original));
    for (const { all } of fitting) Object.assign(all, extra);
    if (fitting.length === 0) added.push(extra);
  }
  return [...combinations.map(({ all }) => all), ...added];
}

/** How many there are, without making them. */
export function matrixSize(matrix: Matrix): number {
  const { include = [], exclude = [] } = matrix;
  let size = exclude.length === 0 ? productSize(matrix) : 0;
  const missing = new Set(include);
  const fits = include.map((extra) => [extra, holder(onlyFactors(matrix, extra))] as const);
  if (exclude.length > 0 || include.length > 0) {
    for (const original of left(matrix)) {
      if (exclude.length > 0) size++;
      for (const [extra, holds] of fits) if (missing.has(extra) && holds(original)) missing.delete(extra);
    }
  }
  return size + missing.size;
}

/** Combinations of the factors before any is left out; none where there are no factors. */
export function productSize({ factors }: Matrix): number {
  const lists = Object.values(factors);
  return lists.length === 0 ? 0 : lists.reduce((size, list) => size * list.length, 1);
}

/** The entries of `exclude` that leave out nothing: a misspelt value, most likely. */
export function idleExcludes(matrix: Matrix): number[] {
  const { factors, exclude = [] } = matrix;
  return exclude.flatMap((partial, index) =>
    Object.entries(partial).every(([name, value]) => {
      const spelling = spelled(value);
      return Object.hasOwn(factors, name) && factors[name]!.some((each) => spelled(each) === spelling);
    })
      ? []
      : [index],
  );
}

/** Combinations of the factors that no entry of `exclude` leaves out, one at a time. */
function* left({ factors, exclude = [] }: Matrix): Generator<Combination> {
  const names = Object.keys(factors);
  if (names.length === 0) return;
  const lists = Object.values(factors);
  const out = exclude.map(holder);
  const places = names.map(() => 0);
  for (;;) {
    const combination = Object.fromEntries(names.map((name, i) => [name, lists[i]![places[i]!]!]));
    if (!out.some((holds) => holds(combination))) yield combination;
    let digit = names.length - 1;
    while (digit >= 0 && ++places[digit]! === lists[digit]!.length) places[digit--] = 0;
    if (digit < 0) return;
  }
}

function onlyFactors({ factors }: Matrix, combination: Combination): Combination {
  return Object.fromEntries(Object.entries(combination).filter(([name]) => Object.hasOwn(factors, name)));
}

/** Says of combinations whether they hold all values of `partial`. */
function holder(partial: Combination): (combination: Combination) => boolean {
  const wanted = Object.entries(partial).map(([name, value]) => [name, spelled(value)] as const);
  return (combination) =>
    wanted.every(
      ([name, spelling]) => Object.hasOwn(combination, name) && spelled(combination[name]!) === spelling,
    );
}

/** Equal values have one spelling. */
export const spelled = (value: DesignValue): string => canonicalJson(value as JsonValue);
