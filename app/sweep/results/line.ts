import type { RunReader, SweepMember } from '../../../framework/experiment/store/index.js';
import type { DesignValue, RunOutcome, Value, ValueType } from '../../../framework/index.js';
import { canonicalJson, type Design } from '../../../framework/index.js';
import type { Types } from './columns.js';

/** Columns that every line of the table of runs has, after its key. */
const FIXED: readonly string[] = [
  ...['design', 'label', 'replication', 'seed', 'digest', 'root', 'steps', 'agents'],
];

/**
 * Lines of the table of runs: a member of the sweep each. Which columns there are, and what they hold, is settled by all
 * designs together, so that the lines of a run do not depend on what other runs came to.
 */
export class Lines {
  /** Parameters by their path: the column of each, and what it holds. */
  readonly #parameters: ReadonlyMap<string, { readonly column: string; readonly type: ValueType }>;
  readonly #seed: 'integer' | 'string';
  /** By the names of all outcomes of a run, which most runs share. */
  readonly #shapes = new Map<string, Shape>();

  constructor(designs: Iterable<Pick<Design, 'values'>>, seeds: 'integer' | 'string') {
    this.#seed = seeds;
    const types = new Map<string, ValueType>();
    for (const { values } of designs)
      for (const [path, value] of Object.entries(values)) types.set(path, wider(types.get(path), value));
    const taken = names(FIXED);
    this.#parameters = new Map(
      Array.from(types, ([path, type]) => [path, { column: free(path, 'parameter', taken), type }]),
    );
  }

  /** What the columns of a run hold, the key left out. */
  types(outcomes: RunOutcome['outcomes'] = {}): Types {
    return this.#shapeOf(Object.keys(outcomes)).types;
  }

  /** The columns of a run: a row for each of its members. */
  columns(
    members: readonly { readonly member: SweepMember; readonly design: Pick<Design, 'label' | 'values'> }[],
    { digest, root, steps, agents, outcomes }: RunOutcome,
  ): Record<string, Value[]> {
    const all = <T extends Value>(value: T): T[] => members.map(() => value);
    const columns: Record<string, Value[]> = {
      design: members.map(({ member }) => member.design),
      label: members.map(({ design }) => design.label),
      replication: members.map(({ member }) => member.replication),
      seed: members.map(({ member: { seed } }) => (this.#seed === 'string' ? String(seed) : seed)),
      digest: all(digest),
      root: all(root),
      steps: all(steps),
      agents: all(agents),
    };
    for (const [path, { column, type }] of this.#parameters)
      columns[column] = members.map(({ design }) => cell(design.values[path] ?? null, type));
    const own = Object.keys(outcomes);
    this.#shapeOf(own).columns.forEach((column, i) => {
      columns[column] = all(outcomes[own[i]!]!);
    });
    return columns;
  }

  #shapeOf(outcomes: readonly string[]): Shape {
    const text = JSON.stringify(outcomes);
    let shape = this.#shapes.get(text);
    if (shape === undefined) {
      const taken = names([...FIXED, ...Array.from(this.#parameters.values(), ({ column }) => column)]);
      const columns = outcomes.map((name) => free(name, 'outcome', taken));
      shape = { columns, types: this.#typesWith(columns) };
      this.#shapes.set(text, shape);
    }
    return shape;
  }

  #typesWith(outcomes: readonly string[]): Types {
    const parameters = Array.from(this.#parameters.values(), ({ column, type }) => [column, type] as const);
    return {
      design: 'integer',
      label: 'string',
      replication: 'integer',
      seed: this.#seed,
      digest: 'string',
      root: 'string',
      steps: 'integer',
      agents: 'integer',
      ...Object.fromEntries(parameters),
      ...Object.fromEntries(outcomes.map((column) => [column, 'number'] as const)),
    };
  }
}

/** What runs with the same outcomes share. */
interface Shape {
  /** Of their outcomes. */
  readonly columns: readonly string[];
  /** Of all their columns. */
  readonly types: Types;
}

/** The lines of a sweep. */
export function linesOf(runs: RunReader): Lines {
  const hasText = runs.value<number>("SELECT 1 FROM run WHERE seed LIKE '\"%' LIMIT 1") !== undefined;
  return new Lines(runs.designs(), hasText ? 'string' : 'integer');
}

const names = (columns: readonly string[]): Set<string> =>
  new Set(['key', ...columns].map((column) => column.toLowerCase()));

/** A name that no column has yet, letter case aside: with its kind before it where it is taken. */
function free(name: string, kind: 'parameter' | 'outcome', taken: Set<string>): string {
  let column = name;
  while (taken.has(column.toLowerCase())) column = `${kind}.${column}`;
  taken.add(column.toLowerCase());
  return column;
}

/** What holds the values so far and one more. */
function wider(before: ValueType = 'any', value: DesignValue): ValueType {
  const own = typeOf(value);
  if (before === own || own === 'any') return before;
  if (before === 'any') return own;
  return before !== 'string' && own !== 'string' && before !== 'boolean' && own !== 'boolean'
    ? 'number'
    : 'string';
}

function typeOf(value: DesignValue): ValueType {
  if (value === null) return 'any';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** A parameter's value as its column holds it; what is no text in a column of text is written as JSON. */
function cell(value: DesignValue, type: ValueType): Value {
  if (value === null || (typeof value !== 'object' && type !== 'string')) return value;
  return typeof value === 'string' ? value : canonicalJson(value);
}
