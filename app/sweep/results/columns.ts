import type { ValueType } from '../../../framework/index.js';

/** Columns of a table in order, and what each holds; `any` where a run has no value in it. */
export type Types = Readonly<Record<string, ValueType>>;

/** What a column holds in a file. */
export type Held = Exclude<ValueType, 'any'>;

/**
 * The columns of a table over all its runs, whichever came first: those of the run with the most, then what others have
 * besides. A column that is whole in some runs and not in others holds numbers; of other mixtures text.
 */
export function merged(shapes: readonly Types[]): Record<string, Held> {
  const sorted = shapes
    .map((types) => ({ types, names: Object.keys(types), text: JSON.stringify(types) }))
    .sort((a, b) => b.names.length - a.names.length || (a.text < b.text ? -1 : 1));
  const found: Record<string, ValueType> = {};
  for (const { types } of sorted)
    for (const [name, type] of Object.entries(types)) found[name] = both(found[name] ?? 'any', type);
  return Object.fromEntries(Object.entries(found).map(([name, type]) => [name, held(type)]));
}

/** The columns of two shapes that can stand in one file, or undefined where a column holds one thing here, another there. */
export function together(a: Types, b: Types): Types | undefined {
  const all: Record<string, ValueType> = { ...a };
  for (const [name, type] of Object.entries(b)) {
    const before = all[name] ?? 'any';
    if (before !== 'any' && type !== 'any' && before !== type) return undefined;
    all[name] = before === 'any' ? type : before;
  }
  return all;
}

/** Without a value any type will do. */
export const held = (type: ValueType): Held => (type === 'any' ? 'number' : type);

const NUMERIC: ReadonlySet<ValueType> = new Set(['integer', 'number']);

function both(a: ValueType, b: ValueType): ValueType {
  if (a === b || b === 'any') return a;
  if (a === 'any') return b;
  return NUMERIC.has(a) && NUMERIC.has(b) ? 'number' : 'string';
}
