import { Exit, StarlingError } from '../../../framework/errors.js';
import type { Design } from '../../../framework/index.js';
import { nearest } from '../../../framework/nearest.js';
import { apartFrom, type Factor, type Level } from './factors.js';
import { levelOf, MOST_GROUPS, spread } from './groups.js';

/** What is compared with a baseline. */
export interface Comparison {
  /** Path of the factor, or `design`; and what it is called in a row with others. */
  readonly title: string;
  readonly name: string;
  readonly baseline: string;
  readonly others: readonly {
    readonly label: string;
    /** Designs that differ in what is compared and in nothing else. */
    readonly pairs: readonly (readonly [baseline: number, other: number])[];
  }[];
}

/** Most factors of which the levels are compared. */
const MOST = 3;
/** Most designs that are compared with one. */
const MOST_DESIGNS = 40;

/** Levels that are the absence of something: they are the baseline where a factor has one. */
const ABSENCE: ReadonlySet<string> = new Set([
  'none',
  'off',
  'false',
  'null',
  'not set',
  'baseline',
  'base',
  'default',
  '0',
]);

/**
 * What is compared. Without a choice: for each factor with few levels, words before numbers, its levels with the one that
 * says that something is absent, or else with the first.
 *
 * @param chosen a design by its label or index, or a level as `path=value`
 * @throws StarlingError where there is no such design and no such level
 */
export function comparisonsOf(
  designs: readonly Design[],
  factors: readonly Factor[],
  chosen?: string,
): Comparison[] {
  if (chosen !== undefined) return [chosenComparison(designs, factors, chosen)];
  const few = factors.filter(({ levels, isSampled }) => !isSampled && levels.length <= MOST_GROUPS);
  return [...few.filter(({ isNumeric }) => !isNumeric), ...few.filter(({ isNumeric }) => isNumeric)]
    .slice(0, MOST)
    .map((factor) => {
      const absent = factor.levels.find(({ label }) => ABSENCE.has(label));
      return byFactor(designs, factor, absent ?? factor.levels[0]!);
    })
    .filter(({ others }) => others.length > 0);
}

/** Says that baselines were chosen by rule. */
export const baselineOf = (comparisons: readonly Comparison[]): string =>
  comparisons.length === 1
    ? `The baseline is ${comparisons[0]!.baseline}; choose another with --baseline.`
    : 'Baselines are the levels in which something is absent, or else the first; choose another with --baseline.';

function chosenComparison(
  designs: readonly Design[],
  factors: readonly Factor[],
  chosen: string,
): Comparison {
  for (const factor of factors)
    for (const level of factor.levels)
      if (chosen === `${factor.path}=${level.label}` && factors.length > 1)
        return byFactor(designs, factor, level);
  const design =
    designs.find(({ label }) => label === chosen) ??
    (/^\d+$/.test(chosen) ? designs[Number(chosen)] : undefined) ??
    byOnly(designs, factors, chosen);
  if (design !== undefined) return byDesign(designs, design);
  const names = [
    ...designs.map(({ label }) => label),
    ...factors.flatMap(({ path, levels }) => levels.map(({ label }) => `${path}=${label}`)),
  ];
  const meant = nearest(chosen, names);
  throw new StarlingError(`no design and no level of a factor is called ${JSON.stringify(chosen)}`, {
    code: Exit.usage,
    place: '--baseline',
    hint:
      meant === undefined
        ? `name one such as ${JSON.stringify(names[0] ?? 'base')}`
        : `did you mean ${JSON.stringify(meant)}?`,
  });
}

/** Where one thing varies, its value names the design. */
const byOnly = (designs: readonly Design[], [only, ...others]: readonly Factor[], chosen: string) =>
  only === undefined || others.length > 0
    ? undefined
    : designs.find(({ index }) => levelOf(only, index).label === chosen);

function byFactor(designs: readonly Design[], factor: Factor, baseline: Level): Comparison {
  const groups = [...apartFrom(factor, designs).values()];
  const others = factor.levels.flatMap((level) => {
    if (level === baseline) return [];
    const pairs = groups.flatMap((group) => {
      const from = group.find((design) => baseline.designs.includes(design));
      const to = group.find((design) => level.designs.includes(design));
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    });
    return pairs.length === 0 ? [] : [{ label: level.label, pairs }];
  });
  return { title: factor.path, name: factor.name, baseline: baseline.label, others };
}

function byDesign(designs: readonly Design[], baseline: Design): Comparison {
  const rest = designs.filter((design) => design !== baseline);
  return {
    title: 'design',
    name: 'design',
    baseline: baseline.label,
    others: spread(rest, MOST_DESIGNS).map(({ label, index }) => ({
      label,
      pairs: [[baseline.index, index] as const],
    })),
  };
}
