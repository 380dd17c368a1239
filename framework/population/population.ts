import { StarlingError } from '../errors.js';
import type { RandomCursor } from '../random/index.js';
import type { ArraysOf, ColumnArray, Columns, NumbersOf } from '../sets/columns.js';
import { Groups } from '../sets/groups.js';
import { checkCount, limitOf } from '../sets/limit.js';
import { orderBy, type SortKey, type SortOptions } from '../sets/order.js';
import { type Reduced, type Reducers, reduce } from '../sets/reduce.js';
import { drawWeighted, pickWeighted } from '../sets/weights.js';
import type { FieldOf, NumberOf, SampleOptions, Selection, Verbs } from '../verbs.js';
import { joined, marksOf, parted } from './algebra.js';
import { compact } from './compact.js';
import type { PopulationOptions } from './options.js';
import type { Moment } from './slots.js';
import { type PopulationState, putState, stateOf } from './state.js';
import { Stock } from './stock.js';
import { gather, rowOf, scalars, write } from './values.js';
import { View } from './view.js';

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
  readonly #stock: Stock<C>;
  readonly #view: View;

  /**
   * @throws StarlingError for a size that is not a whole number up to 2^32 − 1, a capacity under it, or a shape that has
   * no values
   */
  constructor(size: number, columns: C, options?: PopulationOptions);
  /** @internal a view: rows that were chosen at a moment, all alive then */
  constructor(of: Population<C>, rows: Uint32Array, since: Moment);
  constructor(of: number | Population<C>, given: C | Uint32Array, options: PopulationOptions | Moment = {}) {
    if (of instanceof Population) {
      this.#stock = of.#stock;
      this.#view = new View(of.#stock.slots, given as Uint32Array, options as Moment);
    } else {
      this.#stock = new Stock(of, given as C, options as PopulationOptions);
      this.#view = new View(this.#stock.slots);
    }
  }

  /**
   * The whole columns, whatever rows this view has: entry i (times the column's width) belongs to row i. They are
   * `capacity` rows long. This object stays the same, but where births outgrow the capacity its arrays are others:
   * read `population.columns.x` again after a birth, or make room before (`capacity`, `reserve`).
   */
  get columns(): ArraysOf<C> {
    return this.#stock.arrays;
  }

  /** Rows that the columns have room for. */
  get capacity(): number {
    return this.#stock.store.capacity;
  }

  /** False for a view: some of the rows of a population. */
  get whole(): boolean {
    return this.#view.whole;
  }

  /** Rows in use, living or not: all living rows are below. Equal to `size` after `compact`. */
  get rows(): number {
    return this.#stock.slots.end;
  }

  /** Bytes of all columns. */
  get bytes(): number {
    return Object.values<ColumnArray>(this.columns).reduce((sum, values) => sum + values.byteLength, 0);
  }

  /** Constant time, but for a view after a removal: then it looks through its rows once. */
  get size(): number {
    return this.#view.size;
  }

  /** The values of a row in a column: a window on it, not a copy. */
  row<K extends keyof C>(name: K, i: number): ArraysOf<C>[K] {
    return rowOf(this.#stock, name, i);
  }

  // Births and deaths

  /**
   * An agent is born, into the row that was freed last or a new one; its values are zeros. Answers its row. Passes in
   * progress and views made before do not meet it. Constant time, averaged over births.
   */
  add(): number {
    return this.#stock.add();
  }

  /**
   * `count` agents are born, one after another; `init` is called for each row. Answers them as a view.
   * @throws StarlingError for a count that is not a whole number ≥ 0
   */
  create(count: number, init?: (i: number) => void): Population<C> {
    checkCount(count);
    const { deaths } = this.#stock.slots;
    const rows = this.#stock.create(count, init);
    return new Population(this, rows, { deaths, next: this.#stock.slots.next });
  }

  /** The agent of a row dies: no pass or view meets it again. Where nobody lives nothing happens. */
  remove(i: number): void {
    this.#stock.remove(i);
  }

  /** Has `leave` called with the row of each that dies from now on: for spaces, which are made `of` the population. */
  whenRemoved(leave: (i: number) => void): void {
    this.#stock.slots.leaving.push(leave);
  }

  /** Whether somebody lives in a row. */
  alive(i: number): boolean {
    return this.#stock.slots.has(i);
  }

  /** The id of who lives in a row: 0, 1, 2, … in order of birth, never given again. For random draws and for tables. */
  idOf(i: number): number {
    return this.#stock.slots.idOf(i);
  }

  /** Makes room for so many rows in all, so that births up to there leave the arrays of `columns` as they are. */
  reserve(capacity: number): void {
    this.#stock.reserve(capacity);
  }

  /**
   * Moves all living agents to the first rows, in their order, for kernels that want rows without holes: afterwards rows
   * 0 … size − 1 are alive. Answers the rows where they were. Views made before are of no use any more.
   *
   * @throws StarlingError during a pass, and where a space is `of` this population: it knows its items by their rows
   */
  compact(): Uint32Array {
    return compact(this.#stock);
  }

  /** The whole population as it stands, copied. */
  save(): PopulationState {
    if (!this.whole)
      throw new StarlingError('A view of a population cannot be kept.', {
        hint: 'Select it anew where it is needed.',
      });
    return stateOf(this.#stock);
  }

  /**
   * Becomes what `save` answered, as if nothing had happened since; the state is copied. Views made before are of no
   * use any more.
   *
   * @throws StarlingError for a state of other columns
   */
  restore(state: PopulationState): void {
    putState(this.#stock, state);
  }

  // Verbs

  /** In constant time; in a view from the second question on. */
  has(i: number): boolean {
    return this.#view.has(i);
  }

  /** Constant time, but for the whole with rows that nobody lives in. */
  at(place: number): number | undefined {
    return this.#view.at(place);
  }

  /** Indices of these rows, in order. */
  toArray(): Uint32Array {
    return this.#view.toArray();
  }

  [Symbol.iterator](): Generator<number, void, undefined> {
    return this.#view[Symbol.iterator]();
  }

  do(act: (i: number) => void): this {
    this.#view.pass(act);
    return this;
  }

  shuffleDo(act: (i: number, random: RandomCursor) => void, random: RandomCursor): this {
    this.#view.passShuffled(act, random);
    return this;
  }

  select(selection: Selection<number> | ((i: number) => boolean)): Population<C> {
    const { filter, atMost }: Selection<number> =
      typeof selection === 'function' ? { filter: selection } : selection;
    const { now } = this.#stock.slots;
    return new Population(this, this.#view.select(filter, limitOf(atMost, this.size)), now);
  }

  sort(key: FieldOf<NumbersOf<C>, SortKey> | ((i: number) => SortKey), options?: SortOptions): Population<C> {
    const { now } = this.#stock.slots;
    const rows = this.toArray();
    const keys = typeof key === 'function' ? Array.from(rows, key) : this.#scalars(key);
    const order = orderBy(keys, (index) => this.idOf(rows[index]!), options);
    for (let k = 0; k < order.length; k++) order[k] = rows[order[k]!]!;
    return new Population(this, order, now);
  }

  shuffle(random: RandomCursor): Population<C> {
    return new Population(this, random.shuffle(this.toArray()), this.#stock.slots.now);
  }

  /** Takes O(count) where every row in use is alive, and linear time with weights. */
  sample(
    count: number,
    random: RandomCursor,
    { weight }: SampleOptions<NumberOf<number, NumbersOf<C>>> = {},
  ): Population<C> {
    const { now } = this.#stock.slots;
    const places =
      weight === undefined
        ? random.choose(this.size, count)
        : drawWeighted(this.#numbers(weight), count, random);
    if (!this.#view.dense) {
      const rows = this.#view.living();
      for (let k = 0; k < places.length; k++) places[k] = rows[places[k]!]!;
    }
    return new Population(this, places, now);
  }

  pick(
    random: RandomCursor,
    { weight }: SampleOptions<NumberOf<number, NumbersOf<C>>> = {},
  ): number | undefined {
    if (weight === undefined) return this.#view.pick(random);
    const place = pickWeighted(this.#numbers(weight), random);
    return place === undefined ? undefined : this.at(place);
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
    if (!Array.isArray(name)) return gather(this.#stock, this.#view, name as K);
    return Object.fromEntries((name as readonly K[]).map((each) => [each, this.get(each)]));
  }

  /**
   * Gives a column the same value in all of these rows, or one computed for each: a number, which fills the row, or all
   * numbers of the row.
   *
   * @throws StarlingError for more or fewer numbers than a row has
   */
  set<K extends keyof C>(name: K, value: NumbersOf<C>[K] | ((i: number) => NumbersOf<C>[K])): this {
    write(this.#stock, this.#view, name, value);
    return this;
  }

  agg<const R extends Reducers>(name: NumberOf<number, NumbersOf<C>>, reducer: R): Reduced<R> {
    return reduce(this.#numbers(name), reducer);
  }

  groupBy<K extends keyof C>(name: K): Groups<NumbersOf<C>[K], Population<C>, NumberOf<number, NumbersOf<C>>>;
  groupBy<K>(key: (i: number) => K): Groups<K, Population<C>, NumberOf<number, NumbersOf<C>>>;
  groupBy<K>(key: keyof C | ((i: number) => K)): Groups<K, Population<C>, NumberOf<number, NumbersOf<C>>> {
    const { now } = this.#stock.slots;
    const rows = this.toArray();
    const keys: ArrayLike<unknown> = typeof key === 'function' ? Array.from(rows, key) : this.#scalars(key);
    return new Groups(
      Array.from(parted<K>(rows, keys), ([value, of]) => [
        value,
        new Population(this, Uint32Array.from(of), now),
      ]),
    );
  }

  union(other: Iterable<number>): Population<C> {
    return this.#joined(this, other);
  }

  intersection(other: Iterable<number>): Population<C> {
    const isOther = marksOf(this.#stock.slots, other);
    return this.select((i) => isOther[i] === 1);
  }

  difference(other: Iterable<number>): Population<C> {
    const isOther = marksOf(this.#stock.slots, other);
    return this.select((i) => isOther[i] !== 1);
  }

  symmetricDifference(other: Iterable<number>): Population<C> {
    const others = [...other];
    const isOwn = marksOf(this.#stock.slots, this);
    return this.#joined(
      this.difference(others),
      others.filter((i) => isOwn[i] !== 1),
    );
  }

  #joined(...parts: Iterable<number>[]): Population<C> {
    const { slots } = this.#stock;
    const { now } = slots;
    return new Population(this, joined(slots, ...parts), now);
  }

  #numbers(name: keyof C | ((i: number) => number)): ArrayLike<number> {
    return typeof name === 'function' ? this.map(name) : this.#scalars(name);
  }

  /** A column of one number a row; the column itself where this is no view. */
  #scalars(name: keyof C): ColumnArray {
    return scalars(this.#stock, this.#view, name);
  }
}
