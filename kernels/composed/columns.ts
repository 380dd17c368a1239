/** Columns of rows as one matrix of floats: values side by side, those of 32 bits as their high and low half. */
import type { Attribute, Numbers } from '../window.js';

export interface Column {
  readonly width: number;
  /** Rows of `width` values. */
  readonly values: Numbers;
}

export const storedOf = ({ width, stored }: Pick<Attribute, 'width' | 'stored'>): Column => ({
  width,
  values: stored,
});

export const incomingOf = ({ width, incoming }: Attribute): Column => ({ width, values: incoming });

/** Rows `from` … `from + count − 1`. */
export const range = (from: number, count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => from + i);

/** Floats that a row of all columns takes. */
export function floatsOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + column.width * floatsEach(column.values), 0);
}

const floatsEach = (values: Numbers): number => (values.BYTES_PER_ELEMENT === 4 ? 2 : 1);

/** Copies the rows that `rows` lists to rows `at`, `at + 1`, … of the matrix. */
export function pack(
  columns: readonly Column[],
  rows: ArrayLike<number>,
  matrix: Float32Array,
  at = 0,
): void {
  const floats = floatsOf(columns);
  for (let i = 0; i < rows.length; i++) {
    let to = (at + i) * floats;
    for (const { width, values } of columns) {
      const isWide = floatsEach(values) === 2;
      for (let from = rows[i]! * width; from < (rows[i]! + 1) * width; from++) {
        if (isWide) matrix[to++] = values[from]! >>> 16;
        matrix[to++] = isWide ? values[from]! & 0xffff : values[from]!;
      }
    }
  }
}

/** Copies row `from` of the matrix to row `row` of the columns. */
export function unpack(columns: readonly Column[], matrix: Float32Array, from: number, row: number): void {
  let at = from * floatsOf(columns);
  for (const { width, values } of columns) {
    const isWide = floatsEach(values) === 2;
    for (let to = row * width; to < (row + 1) * width; to++) {
      const value = isWide ? matrix[at++]! * 65_536 + matrix[at++]! : matrix[at++]!;
      values[to] = value;
    }
  }
}
