import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';

/** A set of cells of a space: a mark for each cell. Operations make new masks. */
export class Mask {
  /** 1 for cells in it, 0 for others. */
  readonly marks: Uint8Array;

  private constructor(marks: Uint8Array) {
    this.marks = marks;
  }

  /** Of so many cells those for which the condition holds. */
  static where(size: number, holds: (cell: number) => boolean): Mask {
    const marks = new Uint8Array(size);
    for (let cell = 0; cell < size; cell++) if (holds(cell)) marks[cell] = 1;
    return new Mask(marks);
  }

  /** Of so many cells those listed. @throws StarlingError for one that is not there */
  static of(size: number, cells: Iterable<number>): Mask {
    const marks = new Uint8Array(size);
    for (const cell of cells) {
      if (!(cell >= 0 && cell < size) || !Number.isInteger(cell))
        throw new StarlingError(`There is no cell ${cell}: cells are numbered from 0 to ${size - 1}.`);
      marks[cell] = 1;
    }
    return new Mask(marks);
  }

  /** Cells of the space, in the mask or not. */
  get size(): number {
    return this.marks.length;
  }

  /** Cells in it. */
  get count(): number {
    let count = 0;
    for (const mark of this.marks) count += mark;
    return count;
  }

  /** Whether a cell is in it. */
  has(cell: number): boolean {
    return this.marks[cell] === 1;
  }

  /** The cells in it, ascending. */
  get cells(): Int32Array {
    const { marks } = this;
    const cells = new Int32Array(this.count);
    let k = 0;
    for (let cell = 0; cell < marks.length; cell++) if (marks[cell] === 1) cells[k++] = cell;
    return cells;
  }

  /** Cells in both. */
  and(other: Mask): Mask {
    return this.#with(other, (a, b) => a & b);
  }

  /** Cells in one at least. */
  or(other: Mask): Mask {
    return this.#with(other, (a, b) => a | b);
  }

  /** Cells in one of the two only. */
  xor(other: Mask): Mask {
    return this.#with(other, (a, b) => a ^ b);
  }

  /** Cells in this one and not in the other. */
  minus(other: Mask): Mask {
    return this.#with(other, (a, b) => a & ~b);
  }

  /** Cells not in it. */
  not(): Mask {
    return new Mask(this.marks.map((mark) => 1 - mark));
  }

  /** One of its cells, drawn uniformly with one draw; undefined where it has none. Takes time O(size). */
  pick(random: RandomCursor): number | undefined {
    return random.pick(this.cells);
  }

  #with(other: Mask, combine: (a: number, b: number) => number): Mask {
    if (other.size !== this.size)
      throw new StarlingError(`Masks of ${this.size} and of ${other.size} cells do not go together.`);
    return new Mask(this.marks.map((mark, cell) => combine(mark, other.marks[cell]!)));
  }
}
