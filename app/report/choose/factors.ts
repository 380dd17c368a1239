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
  /** Numbers upwards; others as they come. */
  readonly levels: readonly Level[];
  /** Whether every level is a number. */
  readonly isNumeric: boolean;
  /** Whether it was drawn from a range: most designs have a value of their own. */
  readonly isSampled: boolean;
}

/** What varies between designs, in the order in which the designs name it. */
export function factorsOf(designs: readonly Design[]): Factor[] {
  const paths = new Set(designs.flatMap(({ values }) => Object.keys(values)));
  return [...paths].flatMap((path) => {
    const levels = levelsOf(path, designs);
    if (levels.length < 2) return [];
    const isNumeric = levels.every(({ number }) => number !== undefined);
    if (isNumeric) levels.sort((a, b) => a.number! - b.number!);
    const isSampled = isNumeric && levels.length > SAMPLED && levels.length > designs.length / 8;
    return [{ path, levels, isNumeric, isSampled }];
  });
}

/** More levels than anybody writes down. */
const SAMPLED = 16;

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

/** Indices of designs by the values of all factors but one: those that are comparable but for it. */
export function apartFrom(factor: Factor, designs: readonly Design[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const { index, values } of designs) {
    const { [factor.path]: _, ...rest } = values;
    const key = canonicalJson(rest as JsonValue);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return groups;
}
