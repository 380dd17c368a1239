import { StarlingError } from '../errors.js';

/** The typed arrays that a column can be. */
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

/** A class of typed arrays. */
export interface ColumnType<T extends ColumnArray> {
  new (length: number): T;
  /** Of one number. */
  readonly BYTES_PER_ELEMENT: number;
}

/** What a column holds: the class of its array, and the shape of a row. */
export interface Column<T extends ColumnArray, S extends readonly number[] = readonly number[]> {
  /** The class of its array, such as `Int32Array`. */
  readonly type: ColumnType<T>;
  /** Values of one row: [] for one number, [W, F] for a matrix. */
  readonly shape: S;
}

/** The shape of a column that holds more than one number a row. */
type Several = readonly [number, ...number[]];

/** Columns by name: `Int32Array` is short for `column(Int32Array)`. */
export type Columns = Readonly<Record<string, Column<ColumnArray> | ColumnType<ColumnArray>>>;

/** The arrays of some columns, by name. */
export type ArraysOf<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T> | ColumnType<infer T> ? T : never;
};

/** What a row holds in each column: one number, or those of a matrix (a number stands for as many equal ones). */
export type NumbersOf<C extends Columns> = {
  [K in keyof C]: C[K] extends { readonly shape: Several } ? number | ArrayLike<number> : number;
};

/** Describes a column: `column(Int32Array)` holds a number a row, `column(Uint16Array, [W, F])` a matrix. */
export function column<T extends ColumnArray, const S extends readonly number[] = readonly []>(
  type: ColumnType<T>,
  shape?: S,
): Column<T, S> {
  return { type, shape: shape ?? ([] as readonly number[] as S) };
}

/** A column in full. */
export function columnOf(given: Column<ColumnArray> | ColumnType<ColumnArray>): Column<ColumnArray> {
  return 'shape' in given ? given : column(given);
}

/** The arrays of a population, all with room for the same number of rows; zero where nothing was written. */
export class ColumnStore<C extends Columns> {
  /** The same object for good; its arrays are others after `grow`. */
  readonly arrays: ArraysOf<C>;
  readonly widths: ReadonlyMap<keyof C, number>;
  capacity: number;
  readonly #columns: C;
  /** Arrays and widths side by side, for what is done to all of a row. */
  #list: { values: ColumnArray; width: number }[] = [];

  /** @throws StarlingError for a shape that has no values */
  constructor(columns: C, capacity: number) {
    const widths = new Map<keyof C, number>();
    for (const [name, given] of Object.entries(columns)) {
      const { shape } = columnOf(given);
      const width = shape.reduce((product, length) => product * length, 1);
      if (!Number.isSafeInteger(width) || width < 1)
        throw new StarlingError(
          `Column '${name}' has the shape [${shape.join(', ')}]: lengths are whole and ≥ 1.`,
        );
      widths.set(name, width);
    }
    this.#columns = columns;
    this.widths = widths;
    this.arrays = {} as ArraysOf<C>;
    this.capacity = 0;
    this.grow(capacity);
  }

  /** @throws StarlingError for a column that is not there */
  width(name: keyof C): number {
    const width = this.widths.get(name);
    if (width === undefined) throw new StarlingError(`The population has no column '${String(name)}'.`);
    return width;
  }

  /** Makes room for so many rows, in new arrays; what was written stays. */
  grow(capacity: number): void {
    const arrays = this.arrays as Record<keyof C, ColumnArray>;
    this.#list = Array.from(this.widths, ([name, width]) => {
      const before = arrays[name] as ColumnArray | undefined;
      const values = new (columnOf(this.#columns[name]!).type)(capacity * width);
      if (before !== undefined) values.set(before);
      arrays[name] = values;
      return { values, width };
    });
    this.capacity = capacity;
  }

  /** Writes zeros to the rows from `from` up to `to`. */
  clear(from: number, to: number): void {
    for (const { values, width } of this.#list) {
      if (width === 1 && to - from === 1) values[from] = 0;
      else values.fill(0, from * width, to * width);
    }
  }

  move(from: number, to: number): void {
    for (const { values, width } of this.#list)
      values.copyWithin(to * width, from * width, (from + 1) * width);
  }
}
