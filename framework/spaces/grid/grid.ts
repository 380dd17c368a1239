import { StarlingError } from '../../errors.js';
import { type Capacity, CellSpace } from '../cells/cell-space.js';
import type { Hood } from '../cells/hood.js';
import type { Item } from '../item.js';
import type { SpaceOptions } from '../owner.js';
import { GridHood } from './hood.js';
import { type Metric, Shape } from './shape.js';

/** What a grid is made of. */
export interface GridOptions<I extends Item = never> extends SpaceOptions<I> {
  /** Cells along each dimension: [width, height] in two. */
  readonly size: readonly number[];
  /** What is near: `moore` where nothing is said. */
  readonly metric?: Metric;
  /** Whether the last cell is beside the first: in all dimensions, or one by one. False where nothing is said. */
  readonly torus?: boolean | readonly boolean[];
  /** Items that a cell holds at most: 1 where nothing is said. */
  readonly capacity?: Capacity;
}

/**
 * A grid of cells in any number of dimensions. A cell is a number: the first coordinate runs fastest, so in two
 * dimensions cell = x + width · y, row by row.
 *
 *     const grid = new Grid({ size: [40, 30], torus: true });
 *     grid.place(0, grid.cell(3, 4));
 *     grid.neighbours(0, 2); // rows of those within 2 cells
 */
export class Grid<I extends Item = number> extends CellSpace<I> {
  readonly #shape: Shape;
  /** By radius, without centre and with it. */
  readonly #hoods: [GridHood[], GridHood[]] = [[], []];

  /** @throws StarlingError for sizes, a torus or a capacity that no grid has */
  constructor({ size, metric = 'moore', torus = false, capacity = 1, of }: GridOptions<NoInfer<I>>) {
    const shape = new Shape(size, torus, metric);
    super(shape.cells, capacity, of);
    this.#shape = shape;
  }

  /** Cells. */
  get size(): number {
    return this.#shape.cells;
  }

  /** Cells along each dimension. */
  get dimensions(): readonly number[] {
    return this.#shape.size;
  }

  /** Cells along the first dimension. */
  get width(): number {
    return this.#shape.size[0]!;
  }

  /** Cells along the second dimension; 1 where there is only one. */
  get height(): number {
    return this.#shape.size[1] ?? 1;
  }

  /**
   * The cell at coordinates; on a torus they may lie beyond its edges.
   * @throws StarlingError for coordinates that are not whole or lie beyond an edge
   */
  cell(...coordinates: readonly number[]): number {
    return this.#shape.cell(coordinates);
  }

  /** The coordinates of a cell, one a dimension. */
  coordinates(cell: number): number[] {
    return this.#shape.coordinates(cell);
  }

  /** The distance of two cells by the grid's metric, the shorter way around on a torus. */
  distance(a: number, b: number): number {
    return this.#shape.distance(a, b);
  }

  hood(radius: number, centre = false): Hood {
    const hoods = this.#hoods[centre ? 1 : 0];
    return hoods[radius] ?? this.#newHood(hoods, radius, centre);
  }

  #newHood(hoods: GridHood[], radius: number, centre: boolean): Hood {
    if (!Number.isInteger(radius) || radius < 0)
      throw new StarlingError(`A radius on a grid is a whole number of cells, 0 or more; got ${radius}.`);
    const hood = new GridHood(this.#shape, radius, centre);
    hoods[radius] = hood;
    return hood;
  }
}
