import { StarlingError } from './errors.js';
import type { RandomCursor } from './random/index.js';
import {
  type ArraysOf,
  type Column,
  type ColumnArray,
  ColumnStore,
  type Columns,
  type NumbersOf,
} from './sets/columns.js';
import { Groups } from './sets/groups.js';
import { checkCount, limitOf } from './sets/limit.js';
import { orderBy, type SortKey, type SortOptions } from './sets/order.js';
import { type Reduced, type Reducers, reduce } from './sets/reduce.js';
import { borrow, giveBack } from './sets/scratch.js';
import { Slots } from './sets/slots.js';
import { drawWeighted, pickWeighted } from './sets/weights.js';
import type { FieldOf, NumberOf, SampleOptions, Selection, Verbs } from './verbs.js';

/** Room for births, and where newborns go. */
export interface PopulationOptions {
  /** Rows that the columns have room for from the start (the size); they grow by themselves, to twice as many. */
  readonly capacity?: number;
  /**
   * Whether a row whose agent was removed is given to a newborn (true). Otherwise newborns come after all others, so
   * that the order of rows is the order of birth, as with objects, until `compact` makes room.
   */
  readonly reuse?: boolean;
}

/** A population as it stands, for `restore`: plain data. Columns and ids end with the last row in use. */
export interface PopulationState {
  /** Rows in use, living or not. */
  readonly rows: number;
  /** Rows that there was room for: the length of what is laid beside a column. */
  readonly capacity: number;
  /** The id that the next newborn gets. */
  readonly nextId: number;
  /** Ids by row, 2^32 − 1 where nobody lives; null where nobody was born or has died: row i has the id i. */
  readonly ids: Uint32Array | null;
  /** Rows that newborns get, the next one last. */
  readonly free: readonly number[];
  /** Values by column, row-major. */
  readonly columns: Readonly<Record<string, ColumnArray>>;
}

/**
 * Agents kept as columns: typed arrays on the host, row-major, filled with zeros at first. An agent is the index of its
 * row. Verbs that answer a population make a view: the same columns, some rows, in some order.
 *
 * Rows stay where they are: a removed agent leaves its row to be used again, and passes go by rising row. Where nobody
 * is born or dies, nothing of this costs anything.
 */
export class Population<C extends Columns>
  implements Verbs<number, Population<C>, NumbersOf<C>, ArraysOf<C>>
{
  readonly #store: ColumnStore<C>;
  readonly #slots: Slots;
  readonly #reuse: boolean;
  /** Rows of a view; undefined for all of them in order. */
  #rows: Uint32Array | undefined;
  /** Of a view: whose id is lower may be in it, and the counts of deaths and moves it knows of. */
  readonly #before: number;
  #deaths: number;
  readonly #moves: number;
  /** Of a view: its rows, made when one is first looked for. */
  #known: ReadonlySet<number> | undefined;

  /**
   * @throws StarlingError for a size that is not a whole number up to 2^32 − 1, a capacity under it, or a shape that has
   * no values
   */
  constructor(size: number, columns: C, options?: PopulationOptions);
  /** @internal a view: rows that were all alive at a count of deaths, by agents born before an id */
  constructor(of: Population<C>, rows: Uint32Array, deaths: number, before: number);
  constructor(
    of: number | Population<C>,
    given: C | Uint32Array,
    options: PopulationOptions | number = {},
    before = 0,
  ) {
    if (of instanceof Population) {
      this.#store = of.#store;
      this.#slots = of.#slots;
      this.#reuse = of.#reuse;
      this.#rows = given as Uint32Array;
      this.#deaths = options as number;
      this.#before = before;
    } else {
      const { capacity = of, reuse = true } = options as PopulationOptions;
      for (const [name, value, least] of [
        ['size', of, 0],
        ['capacity', capacity, of],
      ] as const)
        if (!Number.isInteger(value) || value < least || value > 0xffffffff)
          throw new StarlingError(
            `A population's ${name} is a whole number from ${least} to 2^32 − 1; got ${value}.`,
          );
      this.#store = new ColumnStore(given as C, capacity);
      this.#slots = new Slots(of);
      this.#reuse = reuse;
      this.#deaths = 0;
      this.#before = of;
    }
    this.#moves = this.#slots.moves;
  }

  /**
   * The whole columns, whatever rows this view has: entry i (times the column's width) belongs to row i. They are
   * `capacity` rows long. This object stays the same, but where births outgrow the capacity its arrays are others:
   * read `population.columns.x` again after a birth, or make room before (`capacity`, `reserve`).
   */
  get columns(): ArraysOf<C> {
    return this.#store.arrays;
  }

  /** Rows that the columns have room for. */
  get capacity(): number {
    return this.#store.capacity;
  }

  /** False for a view: some of the rows of a population. */
  get whole(): boolean {
    return this.#rows === undefined;
  }

  /** Rows in use, living or not: all living rows are below. Equal to `size` after `compact`. */
  get rows(): number {
    return this.#slots.end;
  }

  /** Bytes of all columns. */
  get bytes(): number {
    return Object.values<ColumnArray>(this.columns).reduce((sum, values) => sum + values.byteLength, 0);
  }

  /** Constant time, but for a view after a removal: then it looks through its rows once. */
  get size(): number {
    return this.#rows === undefined ? this.#slots.size : this.#living(this.#rows).length;
  }

  /** The values of a row in a column: a window on it, not a copy. */
  row<K extends keyof C>(name: K, i: number): ArraysOf<C>[K] {
    const width = this.#store.width(name);
    return this.columns[name].subarray(i * width, (i + 1) * width) as ArraysOf<C>[K];
  }

  // Births and deaths

  /**
   * An agent is born, into the row that was freed last or a new one; its values are zeros. Answers its row. Passes in
   * progress and views made before do not meet it. Constant time, averaged over births.
   */
  add(): number {
    const { free, end } = this.#slots;
    const row = free.pop() ?? end;
    if (row === this.capacity) this.reserve(Math.max(16, 2 * end));
    // A row that nobody has lived in may hold values, too: a buffer of the whole column was copied over it.
    else this.#store.clear(row, row + 1);
    this.#slots.bear(row, this.capacity);
    return row;
  }

  /**
   * `count` agents are born, one after another; `init` is called for each row. Answers them as a view.
   * @throws StarlingError for a count that is not a whole number ≥ 0
   */
  create(count: number, init?: (i: number) => void): Population<C> {
    checkCount(count);
    const { deaths } = this.#slots;
    const rows = new Uint32Array(count);
    for (let k = 0; k < count; k++) {
      const row = this.add();
      rows[k] = row;
      init?.(row);
    }
    // Where init removed newborns, others may have been born into their rows: the last one of a row may live there.
    const once = deaths === this.#slots.deaths ? rows : Uint32Array.from(new Set(rows.reverse())).reverse();
    return new Population(this, once, deaths, this.#slots.next);
  }

  /** The agent of a row dies: no pass or view meets it again. Where nobody lives nothing happens. */
  remove(i: number): void {
    if (this.#slots.bury(i, this.capacity) && this.#reuse) this.#slots.free.push(i);
  }

  /** Whether somebody lives in a row. */
  alive(i: number): boolean {
    return this.#slots.has(i);
  }

  /** The id of who lives in a row: 0, 1, 2, … in order of birth, never given again. For random draws and for tables. */
  idOf(i: number): number {
    return this.#slots.idOf(i);
  }

  /** Makes room for so many rows in all, so that births up to there leave the arrays of `columns` as they are. */
  reserve(capacity: number): void {
    if (capacity > this.capacity) this.#store.grow(Math.min(capacity, 0xffffffff));
  }

  /**
   * Moves all living agents to the first rows, in their order, for kernels that want rows without holes: afterwards rows
   * 0 … size − 1 are alive. Answers the rows where they were. Views made before are of no use any more.
   *
   * @throws StarlingError during a pass
   */
  compact(): Uint32Array {
    const slots = this.#slots;
    if (slots.passes > 0) throw new StarlingError('A population cannot be compacted during a pass over it.');
    const from = new Uint32Array(slots.size);
    slots.list(from);
    if (slots.dense) return from;
    for (let to = 0; to < from.length; to++) {
      if (to === from[to]) continue;
      this.#store.move(from[to]!, to);
      slots.move(from[to]!, to);
    }
    this.#store.clear(slots.size, slots.end);
    slots.close();
    return from;
  }

  /** The whole population as it stands, copied. */
  save(): PopulationState {
    if (!this.whole)
      throw new StarlingError('A view of a population cannot be kept.', {
        hint: 'Select it anew where it is needed.',
      });
    const { end, next, ids, free } = this.#slots;
    const columns = Object.entries<ColumnArray>(this.columns).map(([name, values]) => [
      name,
      values.slice(0, end * this.#store.width(name)),
    ]);
    return {
      rows: end,
      capacity: this.capacity,
      nextId: next,
      ids: ids?.slice(0, end) ?? null,
      free: [...free],
      columns: Object.fromEntries(columns) as Record<string, ColumnArray>,
    };
  }

  /**
   * Becomes what `save` answered, as if nothing had happened since; the state is copied. Views made before are of no
   * use any more.
   *
   * @throws StarlingError for a state of other columns
   */
  restore(state: PopulationState): void {
    const { rows, columns } = state;
    for (const name of new Set([...Object.keys(columns), ...Object.keys(this.columns)]))
      if (columns[name]?.length !== rows * this.#store.width(name))
        throw new StarlingError(`The saved population does not fit: column '${name}' is another.`);
    this.reserve(state.capacity);
    this.#store.clear(rows, this.capacity);
    for (const [name, values] of Object.entries(columns)) (this.columns[name] as ColumnArray).set(values);
    this.#slots.restore(state, this.capacity);
  }

  // Verbs

  /** In constant time; in a view from the second question on. */
  has(i: number): boolean {
    const rows = this.#rows;
    if (rows === undefined) return this.alive(i);
    if (this.#moves !== this.#slots.moves) throw moved();
    this.#known ??= new Set(rows);
    return this.#known.has(i) && this.#slots.lives(i, this.#before);
  }

  /** Constant time, but for the whole with rows that nobody lives in. */
  at(place: number): number | undefined {
    const rows = this.#rows;
    if (rows !== undefined) return this.#living(rows).at(place);
    if (!this.#slots.dense) return this.toArray().at(place);
    const row = place < 0 ? this.size + place : place;
    return row >= 0 && row < this.size ? row : undefined;
  }

  /** Indices of these rows, in order. */
  toArray(): Uint32Array {
    if (this.#rows !== undefined) return this.#living(this.#rows).slice();
    const rows = new Uint32Array(this.size);
    this.#slots.list(rows);
    return rows;
  }

  *[Symbol.iterator](): Generator<number, void, undefined> {
    const slots = this.#slots;
    const { moves } = slots;
    const rows = this.#rows === undefined ? undefined : this.#living(this.#rows);
    const before = rows === undefined ? slots.next : this.#before;
    const end = rows === undefined ? slots.end : rows.length;
    for (let at = 0; at < end; at++) {
      if (slots.moves !== moves) throw moved();
      const row = rows === undefined ? at : rows[at]!;
      if (slots.lives(row, before)) yield row;
    }
  }

  do(act: (i: number) => void): this {
    const slots = this.#slots;
    const rows = this.#rows === undefined ? undefined : this.#living(this.#rows);
    slots.passes++;
    try {
      if (rows === undefined) {
        const { end, next } = slots;
        for (let row = 0; row < end; row++) if (slots.lives(row, next)) act(row);
      } else this.#walk(rows, act, this.#before);
    } finally {
      slots.passes--;
    }
    return this;
  }

  shuffleDo(act: (i: number, random: RandomCursor) => void, random: RandomCursor): this {
    const slots = this.#slots;
    const { next } = slots;
    const scratch = borrow(this.size);
    const order = scratch.subarray(0, this.#list(scratch));
    random.shuffle(order);
    slots.passes++;
    try {
      for (let at = 0; at < order.length; at++) {
        const row = order[at]!;
        if (slots.lives(row, next)) act(row, random);
      }
    } finally {
      slots.passes--;
    }
    giveBack(scratch);
    return this;
  }

  select(selection: Selection<number> | ((i: number) => boolean)): Population<C> {
    const { filter, atMost }: Selection<number> =
      typeof selection === 'function' ? { filter: selection } : selection;
    const limit = limitOf(atMost, this.size);
    const slots = this.#slots;
    const { deaths, next } = slots;
    const scratch = borrow(this.size);
    const from = this.#rows === undefined ? undefined : this.#living(this.#rows);
    const end = from === undefined ? slots.end : from.length;
    const before = from === undefined ? next : this.#before;
    let count = 0;
    for (let at = 0; at < end && count < limit; at++) {
      const row = from === undefined ? at : from[at]!;
      if (slots.lives(row, before) && (filter === undefined || filter(row))) scratch[count++] = row;
    }
    const rows = scratch.slice(0, count);
    giveBack(scratch);
    return new Population(this, rows, deaths, next);
  }

  sort(key: FieldOf<NumbersOf<C>, SortKey> | ((i: number) => SortKey), options?: SortOptions): Population<C> {
    const { deaths, next } = this.#slots;
    const rows = this.toArray();
    const keys = typeof key === 'function' ? Array.from(rows, key) : this.#scalars(key);
    const order = orderBy(keys, (index) => this.idOf(rows[index]!), options);
    for (let k = 0; k < order.length; k++) order[k] = rows[order[k]!]!;
    return new Population(this, order, deaths, next);
  }

  shuffle(random: RandomCursor): Population<C> {
    const { deaths, next } = this.#slots;
    return new Population(this, random.shuffle(this.toArray()), deaths, next);
  }

  /** Takes O(count) where every row in use is alive, and linear time with weights. */
  sample(
    count: number,
    random: RandomCursor,
    { weight }: SampleOptions<NumberOf<number, NumbersOf<C>>> = {},
  ): Population<C> {
    const { deaths, next, dense } = this.#slots;
    const places =
      weight === undefined
        ? random.choose(this.size, count)
        : drawWeighted(this.#numbers(weight), count, random);
    if (this.#rows !== undefined || !dense) {
      const rows = this.#rows === undefined ? this.toArray() : this.#living(this.#rows);
      for (let k = 0; k < places.length; k++) places[k] = rows[places[k]!]!;
    }
    return new Population(this, places, deaths, next);
  }

  pick(
    random: RandomCursor,
    { weight }: SampleOptions<NumberOf<number, NumbersOf<C>>> = {},
  ): number | undefined {
    if (weight !== undefined) {
      const place = pickWeighted(this.#numbers(weight), random);
      return place === undefined ? undefined : this.at(place);
    }
    if (this.#rows !== undefined) return random.pick(this.#living(this.#rows));
    const { end, size, next } = this.#slots;
    // Where few rows in use are empty, a try or two meet a living one.
    for (let tries = 0; tries < 64 && size > 0; tries++) {
      const row = random.below(end);
      if (this.#slots.lives(row, next)) return row;
    }
    return random.pick(this.toArray());
  }

  map<R>(from: (i: number) => R): R[] {
    const values: R[] = [];
    this.do((i) => values.push(from(i)));
    return values;
  }

  /** A copy of a column, this view's rows in this view's order; of several, each under its name. */
  get<K extends keyof C>(name: K): ArraysOf<C>[K];
  get<K extends keyof C>(names: readonly K[]): { readonly [F in K]: ArraysOf<C>[F] };
  get<K extends keyof C>(name: K | readonly K[]): unknown {
    if (Array.isArray(name))
      return Object.fromEntries((name as readonly K[]).map((each) => [each, this.get(each)]));
    const width = this.#store.width(name as K);
    const source: ColumnArray = this.columns[name as K];
    if (this.#rows === undefined && this.#slots.dense) return source.slice(0, this.size * width);
    const rows = this.#rows === undefined ? this.toArray() : this.#living(this.#rows);
    const values = new (source.constructor as Column<ColumnArray>['type'])(rows.length * width);
    for (let at = 0; at < rows.length; at++) {
      const first = rows[at]! * width;
      for (let k = 0; k < width; k++) values[at * width + k] = source[first + k]!;
    }
    return values;
  }

  /**
   * Gives a column the same value in all of these rows, or one computed for each: a number, which fills the row, or all
   * numbers of the row.
   *
   * @throws StarlingError for more or fewer numbers than a row has
   */
  set<K extends keyof C>(name: K, value: NumbersOf<C>[K] | ((i: number) => NumbersOf<C>[K])): this {
    const width = this.#store.width(name);
    return this.do((i) => {
      const given = typeof value === 'function' ? value(i) : value;
      const values: ColumnArray = this.columns[name];
      if (typeof given !== 'number') this.#setRow(name, i, given);
      else if (width === 1) values[i] = given;
      else values.fill(given, i * width, (i + 1) * width);
    });
  }

  agg<const R extends Reducers>(name: NumberOf<number, NumbersOf<C>>, reducer: R): Reduced<R> {
    return reduce(this.#numbers(name), reducer);
  }

  groupBy<K extends keyof C>(name: K): Groups<NumbersOf<C>[K], Population<C>, NumberOf<number, NumbersOf<C>>>;
  groupBy<K>(key: (i: number) => K): Groups<K, Population<C>, NumberOf<number, NumbersOf<C>>>;
  groupBy<K>(key: keyof C | ((i: number) => K)): Groups<K, Population<C>, NumberOf<number, NumbersOf<C>>> {
    const { deaths, next } = this.#slots;
    const rows = this.toArray();
    const keys =
      typeof key === 'function' ? Array.from(rows, key) : (this.#scalars(key) as ArrayLike<unknown>);
    const groups = new Map<K, number[]>();
    for (let at = 0; at < rows.length; at++) {
      const value = keys[at] as K;
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [rows[at]!]);
      else group.push(rows[at]!);
    }
    return new Groups(
      Array.from(groups, ([value, of]) => [value, new Population(this, Uint32Array.from(of), deaths, next)]),
    );
  }

  union(other: Iterable<number>): Population<C> {
    return this.#joined(this, other);
  }

  intersection(other: Iterable<number>): Population<C> {
    const isOther = this.#marks(other);
    return this.select((i) => isOther[i] === 1);
  }

  difference(other: Iterable<number>): Population<C> {
    const isOther = this.#marks(other);
    return this.select((i) => isOther[i] !== 1);
  }

  symmetricDifference(other: Iterable<number>): Population<C> {
    const others = [...other];
    const isOwn = this.#marks(this);
    return this.#joined(
      this.difference(others),
      others.filter((i) => isOwn[i] !== 1),
    );
  }

  #setRow(name: keyof C, i: number, given: ArrayLike<number>): void {
    const row = this.row(name, i);
    if (given.length !== row.length)
      throw new StarlingError(
        `A row of column '${String(name)}' has ${row.length} numbers; got ${given.length}.`,
      );
    row.set(given);
  }

  #joined(...parts: Iterable<number>[]): Population<C> {
    const { deaths, next, end } = this.#slots;
    const met = new Uint8Array(end);
    const rows: number[] = [];
    for (const part of parts)
      for (const i of part) {
        if (met[i] === 1 || !this.alive(i)) continue;
        met[i] = 1;
        rows.push(i);
      }
    return new Population(this, Uint32Array.from(rows), deaths, next);
  }

  /** 1 for each row that is named. */
  #marks(rows: Iterable<number>): Uint8Array {
    const marks = new Uint8Array(this.#slots.end);
    for (const i of rows) marks[i] = 1;
    return marks;
  }

  #walk(rows: Uint32Array, act: (i: number) => void, before: number): void {
    const slots = this.#slots;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      if (slots.lives(row, before)) act(row);
    }
  }

  /** A view's rows without those whose agents have died. Not to be changed. */
  #living(rows: Uint32Array): Uint32Array {
    const slots = this.#slots;
    if (this.#moves !== slots.moves) throw moved();
    if (this.#deaths === slots.deaths) return rows;
    this.#deaths = slots.deaths;
    this.#rows = rows.filter((row) => slots.lives(row, this.#before));
    return this.#rows;
  }

  /** Writes these rows, in order, to the start of `into`; answers how many. */
  #list(into: Uint32Array): number {
    if (this.#rows === undefined) return this.#slots.list(into);
    const rows = this.#living(this.#rows);
    into.set(rows);
    return rows.length;
  }

  #numbers(name: keyof C | ((i: number) => number)): ArrayLike<number> {
    return typeof name === 'function' ? this.map(name) : this.#scalars(name);
  }

  /** A column of one number a row; the column itself where this is no view. */
  #scalars(name: keyof C): ColumnArray {
    if (this.#store.width(name) !== 1)
      throw new StarlingError(`Column '${String(name)}' has more than one value a row.`, {
        hint: 'Give a function of the row instead.',
      });
    if (this.#rows !== undefined || !this.#slots.dense) return this.get(name);
    const values: ColumnArray = this.columns[name];
    return values.length === this.size ? values : values.subarray(0, this.size);
  }
}

function moved(): StarlingError {
  return new StarlingError('The rows of this view were moved by compact() or restore().', {
    hint: 'Select anew after it.',
  });
}
