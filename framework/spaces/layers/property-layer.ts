import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import type { ColumnArray, ColumnType } from '../../sets/columns.js';
import { type Reduced, type Reducers, reduce } from '../../sets/reduce.js';
import type { Cells } from '../cells/cell-space.js';
import { Mask } from './mask.js';

/** Which cells: those of a mask, or those whose value fulfils a condition. */
export type CellChoice = Mask | ((value: number, cell: number) => boolean);

/**
 * A property of every cell of a grid or network: a typed array, an entry a cell. What is too great for its type wraps or
 * is rounded, as typed arrays do.
 *
 *     const grass = new PropertyLayer(grid, Uint8Array, 1);
 *     grass.modify((height) => height + 1, (height) => height < 10);
 */
export class PropertyLayer<T extends ColumnArray> {
  readonly #space: Cells;
  /** Entry i belongs to cell i. */
  readonly values: T;
  /** The values to come of a change in which all cells see the values before. */
  #next: T | undefined;

  /** @param fill the value of all cells at first */
  constructor(space: Cells, type: ColumnType<T>, fill = 0) {
    this.#space = space;
    this.values = new type(space.size);
    this.values.fill(fill);
  }

  /** Cells. */
  get size(): number {
    return this.values.length;
  }

  /** @throws StarlingError for a cell that is not there */
  get(cell: number): number {
    const value = this.values[cell];
    if (value === undefined) throw this.#missing(cell);
    return value;
  }

  /** @throws StarlingError for a cell that is not there */
  set(cell: number, value: number): void {
    if (!(cell in this.values)) throw this.#missing(cell);
    this.values[cell] = value;
  }

  /** Gives all cells, or those chosen, a value. */
  fill(value: number, choice?: CellChoice): this {
    return this.modify(() => value, choice);
  }

  /** Gives each cell, or each of those chosen, what is computed from its value. */
  modify(change: (value: number, cell: number) => number, choice?: CellChoice): this {
    const { values } = this;
    const marks = choice instanceof Mask ? this.#fitting(choice).marks : undefined;
    const holds = typeof choice === 'function' ? choice : undefined;
    for (let cell = 0; cell < values.length; cell++) {
      const value = values[cell]!;
      if (marks !== undefined && marks[cell] === 0) continue;
      if (holds === undefined || holds(value, cell)) values[cell] = change(value, cell);
    }
    return this;
  }

  /** The cells whose value fulfils a condition. */
  where(holds: (value: number, cell: number) => boolean): Mask {
    return Mask.where(this.size, (cell) => holds(this.values[cell]!, cell));
  }

  /** The cells chosen, ascending; all where nothing is said. */
  select(choice: CellChoice = () => true): Int32Array {
    return this.#mask(choice).cells;
  }

  /** All cells, of those chosen, with the least value, ascending; none where none are chosen. */
  lowest(choice?: CellChoice): Int32Array {
    return this.#extreme(choice, (value, best) => value < best);
  }

  /** All cells, of those chosen, with the greatest value, ascending. */
  highest(choice?: CellChoice): Int32Array {
    return this.#extreme(choice, (value, best) => value > best);
  }

  /** One of the cells chosen, drawn uniformly with one draw; undefined where there are none. */
  pick(random: RandomCursor, choice: CellChoice = () => true): number | undefined {
    return this.#mask(choice).pick(random);
  }

  /** Reduces the values of all cells, or of those chosen. */
  agg<const R extends Reducers>(reducer: R, choice?: CellChoice): Reduced<R> {
    const { values } = this;
    return reduce(
      choice === undefined ? values : Float64Array.from(this.select(choice), (cell) => values[cell]!),
      reducer,
    );
  }

  /**
   * The sum of the values within a radius of each cell, without the cell's own or with it, added in order of cells.
   * @param out where to put it: a new array where none is given
   */
  neighbourSums(radius = 1, centre = false, out: Float64Array = new Float64Array(this.size)): Float64Array {
    const { values } = this;
    const hood = this.#space.hood(radius, centre);
    for (let cell = 0; cell < values.length; cell++) {
      let at = hood.open(cell);
      const { steps } = hood;
      let sum = 0;
      for (const end = at + steps[at]!; at < end; ) sum += values[cell + steps[++at]!]!;
      out[cell] = sum;
    }
    return out;
  }

  /**
   * Every cell gives a share of its value, 0 … 1, in equal parts to the cells within a radius, all at once. A cell with
   * fewer neighbours (at an edge) gives less: each part is the share divided by the number of the fullest cell. Sums are
   * in order of cells, so that equal layers diffuse to equal bits; meant for floating-point layers.
   */
  diffuse(share: number, radius = 1): this {
    if (!(share >= 0 && share <= 1)) throw new StarlingError(`A share is 0 … 1; got ${share}.`);
    const { values } = this;
    const hood = this.#space.hood(radius);
    let most = 1;
    for (let cell = 0; cell < values.length; cell++) {
      const at = hood.open(cell);
      most = Math.max(most, hood.steps[at]!);
    }
    const part = share / most;
    this.#next ??= values.slice() as T;
    for (let cell = 0; cell < values.length; cell++) {
      let at = hood.open(cell);
      const { steps } = hood;
      const count = steps[at]!;
      let received = 0;
      for (const end = at + count; at < end; ) received += values[cell + steps[++at]!]!;
      const own = values[cell]!;
      this.#next[cell] = own - own * part * count + received * part;
    }
    values.set(this.#next);
    return this;
  }

  save(): T {
    return this.values.slice() as T;
  }

  /** Becomes what it was when `values` were saved. @throws StarlingError where they are of another number of cells */
  restore(values: T): void {
    if (values.length !== this.size)
      throw new StarlingError(`A layer of ${this.size} cells cannot take ${values.length} values.`);
    this.values.set(values);
  }

  #extreme(choice: CellChoice | undefined, better: (value: number, best: number) => boolean): Int32Array {
    const { values } = this;
    let best: number | undefined;
    let cells: number[] = [];
    for (const cell of this.select(choice)) {
      const value = values[cell]!;
      if (best === undefined || better(value, best)) {
        best = value;
        cells = [cell];
      } else if (value === best) cells.push(cell);
    }
    return Int32Array.from(cells);
  }

  #mask(choice: CellChoice): Mask {
    return choice instanceof Mask ? this.#fitting(choice) : this.where(choice);
  }

  #fitting(mask: Mask): Mask {
    if (mask.size !== this.size)
      throw new StarlingError(`A mask of ${mask.size} cells does not fit a layer of ${this.size}.`);
    return mask;
  }

  #missing(cell: number): StarlingError {
    return new StarlingError(`There is no cell ${cell}: cells are numbered from 0 to ${this.size - 1}.`);
  }
}
