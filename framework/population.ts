import { StarlingError } from './errors.js';
import type { RandomCursor } from './random/index.js';
import {
  orderBy,
  type Reducer,
  reduce,
  type Selection,
  type SortKey,
  type SortOptions,
  type Verbs,
} from './verbs.js';

export type ColumnArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export interface Column<T extends ColumnArray> {
  readonly type: { new (length: number): T; readonly BYTES_PER_ELEMENT: number };
  /** Values of one row: [] for one number, [W, F] for a matrix. */
  readonly shape: readonly number[];
}

export type Columns = Readonly<Record<string, Column<ColumnArray>>>;

/** Describes a column: `column(Int32Array)` holds a number a row, `column(Uint16Array, [W, F])` a matrix. */
export function column<T extends ColumnArray>(
  type: Column<T>['type'],
  shape: readonly number[] = [],
): Column<T> {
  return { type, shape };
}

/** What a checkpoint keeps of a population. */
export interface PopulationState {
  readonly columns: Readonly<Record<string, ColumnArray>>;
  readonly rows: Uint32Array | null;
}

const misfit = (what: string): StarlingError =>
  new StarlingError(`The population was kept with other ${what}: another size, or another kind of column.`);

type ArrayOf<C> = C extends Column<infer T> ? T : never;

/**
 * Agents kept as columns: typed arrays on the host, row-major, filled with zeros at first. An agent is the index of its
 * row. Verbs that answer a population make a view: the same columns, some rows, in some order.
 */
export class Population<C extends Columns> implements Verbs<number, Population<C>>, Iterable<number> {
  /** The whole columns, whatever rows this view has: entry i (times the row's width) belongs to agent i. */
  readonly columns: { readonly [K in keyof C]: ArrayOf<C[K]> };
  readonly #widths: ReadonlyMap<keyof C, number>;
  /** Rows of a view; undefined for all of them in order. */
  readonly #rows: Uint32Array | undefined;
  readonly size: number;

  /** @throws StarlingError for a size that is not a whole number up to 2^32 − 1 or a shape that has no values */
  constructor(size: number, columns: C);
  /** @internal a view */
  constructor(of: Population<C>, rows: Uint32Array);
  constructor(of: number | Population<C>, given: C | Uint32Array) {
    if (of instanceof Population) {
      this.columns = of.columns;
      this.#widths = of.#widths;
      this.#rows = given as Uint32Array;
      this.size = this.#rows.length;
      return;
    }
    if (!Number.isInteger(of) || of < 0 || of > 0xffffffff)
      throw new StarlingError(`A population's size is a whole number, at most 2^32 − 1; got ${of}.`);
    const arrays: Record<string, ColumnArray> = {};
    const widths = new Map<keyof C, number>();
    for (const [name, { type, shape }] of Object.entries(given as C)) {
      const width = shape.reduce((product, length) => product * length, 1);
      if (!Number.isSafeInteger(width) || width < 1)
        throw new StarlingError(
          `Column '${name}' has the shape [${shape.join(', ')}]: lengths are whole and ≥ 1.`,
        );
      widths.set(name, width);
      arrays[name] = new type(of * width);
    }
    this.columns = arrays as { readonly [K in keyof C]: ArrayOf<C[K]> };
    this.#widths = widths;
    this.#rows = undefined;
    this.size = of;
  }

  /** Bytes of all columns. */
  get bytes(): number {
    return Object.values(this.columns).reduce((sum, values) => sum + values.byteLength, 0);
  }

  /** The values of agent `i` in a column: a window on it, not a copy. */
  row<K extends keyof C>(name: K, i: number): ArrayOf<C[K]> {
    const width = this.#width(name);
    return this.columns[name].subarray(i * width, (i + 1) * width) as ArrayOf<C[K]>;
  }

  *[Symbol.iterator](): Generator<number, void, undefined> {
    for (let at = 0; at < this.size; at++) yield this.#at(at);
  }

  do(act: (i: number) => void): this {
    const rows = this.#rows;
    if (rows === undefined) for (let i = 0; i < this.size; i++) act(i);
    else for (let at = 0; at < rows.length; at++) act(rows[at]!);
    return this;
  }

  select(selection: Selection<number> | ((i: number) => boolean)): Population<C> {
    const { filter, atMost = Number.POSITIVE_INFINITY }: Selection<number> =
      typeof selection === 'function' ? { filter: selection } : selection;
    const chosen: number[] = [];
    for (let at = 0; at < this.size && chosen.length < atMost; at++) {
      const i = this.#at(at);
      if (filter === undefined || filter(i)) chosen.push(i);
    }
    return new Population(this, Uint32Array.from(chosen));
  }

  shuffle(random: RandomCursor): Population<C> {
    return new Population(this, random.shuffle(this.toArray()));
  }

  shuffleDo(act: (i: number) => void, random: RandomCursor): this {
    this.shuffle(random).do(act);
    return this;
  }

  /** By a column of one number a row, or a function, ascending; ties by index. */
  sort(key: keyof C | ((i: number) => SortKey), options?: SortOptions): Population<C> {
    const rows = this.toArray();
    const keys = typeof key === 'function' ? this.map(key) : Array.from(this.#scalars(key));
    const order = orderBy(keys, (index) => rows[index]!, options);
    return new Population(
      this,
      order.map((index) => rows[index]!),
    );
  }

  map<R>(from: (i: number) => R): R[] {
    const values = new Array<R>(this.size);
    for (let at = 0; at < this.size; at++) values[at] = from(this.#at(at));
    return values;
  }

  /** A copy of a column, this view's rows in this view's order. (`columns` is the column itself.) */
  get<K extends keyof C>(name: K): ArrayOf<C[K]> {
    const width = this.#width(name);
    const source = this.columns[name];
    const rows = this.#rows;
    if (rows === undefined) return source.slice() as ArrayOf<C[K]>;
    const type = source.constructor as Column<ArrayOf<C[K]>>['type'];
    const values = new type(rows.length * width);
    for (let at = 0; at < rows.length; at++) {
      const first = rows[at]! * width;
      for (let k = 0; k < width; k++) values[at * width + k] = source[first + k]!;
    }
    return values;
  }

  /** Gives every value of these rows in a column the same number, or one computed for each agent. */
  set(name: keyof C, value: number | ((i: number) => number)): this {
    const width = this.#width(name);
    const values: ColumnArray = this.columns[name];
    return this.do((i) => {
      values.fill(typeof value === 'number' ? value : value(i), i * width, (i + 1) * width);
    });
  }

  /** Reduces a column of one number a row, or a number computed for each agent. */
  agg(name: keyof C | ((i: number) => number), reducer: 'sum'): number;
  agg(name: keyof C | ((i: number) => number), reducer: 'mean' | 'min' | 'max'): number | null;
  agg<R>(name: keyof C | ((i: number) => number), reducer: (values: ArrayLike<number>) => R): R;
  agg<R>(name: keyof C | ((i: number) => number), reducer: Reducer<R>): number | R | null {
    return reduce(typeof name === 'function' ? this.map(name) : this.#scalars(name), reducer);
  }

  /** By a column of one number a row, or a function; groups in the order in which their first row comes. */
  groupBy<K = number>(key: keyof C | ((i: number) => K)): Map<K, Population<C>> {
    const keys: ArrayLike<K> =
      typeof key === 'function' ? this.map(key) : (this.#scalars(key) as ArrayLike<unknown> as ArrayLike<K>);
    const groups = new Map<K, number[]>();
    for (let at = 0; at < this.size; at++) {
      const group = groups.get(keys[at]!);
      if (group === undefined) groups.set(keys[at]!, [this.#at(at)]);
      else group.push(this.#at(at));
    }
    return new Map(
      Array.from(groups, ([value, rows]) => [value, new Population(this, Uint32Array.from(rows))]),
    );
  }

  sample(count: number, random: RandomCursor): Population<C> {
    return new Population(this, Uint32Array.from(random.sample(this.toArray(), count)));
  }

  pick(random: RandomCursor): number | undefined {
    return this.size === 0 ? undefined : this.#at(random.below(this.size));
  }

  /** Indices of these rows, in order. */
  toArray(): Uint32Array {
    return this.#rows?.slice() ?? Uint32Array.from({ length: this.size }, (_, i) => i);
  }

  /** For checkpoints: the columns, and the rows of a view. */
  save(): PopulationState {
    return { columns: this.columns, rows: this.#rows ?? null };
  }

  /** @throws StarlingError for columns of another size or kind */
  restore({ columns, rows }: PopulationState): void {
    if (rows?.length !== this.#rows?.length || Object.keys(columns).length !== this.#widths.size)
      throw misfit('rows or columns');
    this.#rows?.set(rows!);
    for (const [name, values] of Object.entries(columns)) {
      const own: ColumnArray | undefined = this.columns[name];
      if (own?.length !== values.length || own.constructor !== values.constructor) throw misfit(`'${name}'`);
      own.set(values);
    }
  }

  #at(place: number): number {
    return this.#rows === undefined ? place : this.#rows[place]!;
  }

  #width(name: keyof C): number {
    const width = this.#widths.get(name);
    if (width === undefined) throw new StarlingError(`The population has no column '${String(name)}'.`);
    return width;
  }

  /** A column of one number a row; the column itself where this is no view. */
  #scalars(name: keyof C): ColumnArray {
    if (this.#width(name) !== 1)
      throw new StarlingError(`Column '${String(name)}' has more than one value a row.`, {
        hint: 'Give a function of the row instead.',
      });
    return this.#rows === undefined ? this.columns[name] : this.get(name);
  }
}
