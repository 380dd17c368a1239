import { canonicalJson, type Design, type DesignValue, type JsonValue } from '../../../framework/index.js';
import { printable } from '../page/index.js';

/** A value of a factor. */
export interface Level {
  /** As people read it. */
  readonly label: string;
  /** The value; undefined where the factor has none. */
  readonly value: DesignValue | undefined;
  /** The value as a number; undefined where it is none. */
  readonly number: number | undefined;
  /** Indices of the designs that have it. */
  readonly designs: readonly number[];
}

/** A parameter that differs between the designs of a sweep. */
export interface Factor {
  /** Dotted path of the parameter. */
  readonly path: string;
  /** Its end, by which it is called in a row with others. */
  readonly name: string;
  /** Numbers upwards; others as they come. */
  readonly levels: readonly Level[];
  /** Whether every level is a number. */
  readonly isNumeric: boolean;
  /** Whether its values were drawn: hardly two designs have the same. */
  readonly isSampled: boolean;
  /** Parameters that say nothing more: what they are follows from this one's value. */
  readonly followers: readonly string[];
}

/**
 * What varies between designs, in the order in which the designs name it; but what follows from another parameter stands with
 * that.
 * @param sampled paths of the parameters that were drawn
 */
export function factorsOf(designs: readonly Design[], sampled: readonly string[] = []): Factor[] {
  const paths = [...new Set(designs.flatMap(({ values }) => Object.keys(values)))];
  const varying = paths.flatMap((path) => {
    const levels = levelsOf(path, designs);
    return levels.length < 2 ? [] : { path, levels };
  });
  const names = namesOf(varying.map(({ path }) => path));
  const all = varying.map(({ path, levels }, i) => {
    const isNumeric = levels.every(({ number }) => number !== undefined);
    if (isNumeric) levels.sort((one, other) => one.number! - other.number!);
    const isDrawn =
      isNumeric && varying.length > 1 && levels.length > MANY && levels.length > designs.length / 2;
    return { path, name: names[i]!, levels, isNumeric, isSampled: sampled.includes(path) || isDrawn };
  });
  const leaders = leadersOf(all, designs.length);
  return all
    .filter((_, i) => leaders[i] === i)
    .map((factor) => ({
      ...factor,
      followers: all.flatMap(({ path }, i) =>
        path !== factor.path && all[leaders[i]!]!.path === factor.path ? path : [],
      ),
    }));
}

/** More levels than anybody writes down in a list of designs. */
const MANY = 16;

/** Of each factor the place of that from which it follows: its own, mostly. */
function leadersOf(factors: readonly Pick<Factor, 'levels' | 'isSampled'>[], designs: number): number[] {
  const levelOf = factors.map(({ levels }) => {
    const at = new Uint32Array(designs);
    for (const [level, { designs: own }] of levels.entries()) for (const design of own) at[design] = level;
    return at;
  });
  const follows = (one: number, other: number): boolean =>
    !factors[one]!.isSampled &&
    !factors[other]!.isSampled &&
    factors[other]!.levels.every(({ designs: own }) =>
      own.every((design) => levelOf[one]![design] === levelOf[one]![own[0]!]),
    );
  return factors.map((_, one) => {
    const found = factors.findIndex(
      (_, other) => other !== one && follows(one, other) && (other < one || !follows(other, one)),
    );
    return found < 0 ? one : found;
  });
}

/** The last part of each path, with the one before it where a path is long; the whole where that is not enough. */
function namesOf(paths: readonly string[]): string[] {
  const short = paths.map((path) => {
    const parts = printable(path)
      .replace(/\[\d+\]/g, '')
      .split('.');
    return parts.slice(parts.length > 2 ? -2 : -1).join(' ');
  });
  return short.map((name, i) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : printable(paths[i]!),
  );
}

function levelsOf(path: string, designs: readonly Design[]): Level[] {
  const levels = new Map<string, Level & { designs: number[] }>();
  for (const { index, values } of designs) {
    const value = values[path];
    const text = value === undefined ? '' : canonicalJson(value as JsonValue);
    const known = levels.get(text);
    if (known !== undefined) known.designs.push(index);
    else {
      const number = typeof value === 'number' ? value : undefined;
      levels.set(text, { label: labelOf(value), value, number, designs: [index] });
    }
  }
  return [...levels.values()];
}

function labelOf(value: DesignValue | undefined): string {
  if (value === undefined) return 'not set';
  return short(typeof value === 'string' ? value : canonicalJson(value as JsonValue), 40);
}

/** A text that fits beside a figure. */
export function short(text: string, most: number): string {
  const clean = printable(text);
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean;
}

/** Indices of designs by the values of all parameters but one and what follows from it: those that are comparable but for it. */
export function apartFrom({ path, followers }: Factor, designs: readonly Design[]): Map<string, number[]> {
  const left = new Set([path, ...followers]);
  const groups = new Map<string, number[]>();
  for (const { index, values } of designs) {
    const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !left.has(name)));
    const key = canonicalJson(rest as JsonValue);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [index]);
    else known.push(index);
  }
  return groups;
}
