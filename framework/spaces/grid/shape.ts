import { StarlingError } from '../../errors.js';

/**
 * Which cells are how far from each other.
 *
 * - `moore`: the greatest difference of a coordinate (Chebyshev); 8 nearest in two dimensions;
 * - `von-neumann`: the sum of the differences (Manhattan); 4 nearest in two dimensions;
 * - `hex`: steps over hexagons, two dimensions; 6 nearest. Rows lie above each other, and those of odd y are moved by
 *   half a cell towards greater x.
 */
export type Metric = 'moore' | 'von-neumann' | 'hex';

/** Cells are numbered from 0, the first coordinate running fastest: cell = x + width · (y + height · z). */
export class Shape {
  /** Cells along each dimension. */
  readonly size: readonly number[];
  /** Whether the last cell along a dimension is beside the first. */
  readonly torus: readonly boolean[];
  readonly metric: Metric;
  readonly cells: number;

  constructor(size: readonly number[], torus: boolean | readonly boolean[], metric: Metric) {
    this.size = [...size];
    this.torus = typeof torus === 'boolean' ? size.map(() => torus) : [...torus];
    this.metric = metric;
    this.cells = size.reduce((product, length) => product * length, 1);
    check(
      size.length > 0 && size.every((length) => Number.isInteger(length) && length >= 1),
      `its size is a list of whole numbers, each 1 or more; got [${size.join(', ')}]`,
    );
    check(this.cells <= 0x7fffffff, `it has at most 2^31 − 1 cells; got ${this.cells}`);
    check(
      this.torus.length === size.length,
      `torus says yes or no once, or once a dimension; got ${this.torus.length} for ${size.length} dimensions`,
    );
    if (metric !== 'hex') return;
    check(size.length === 2, `hexagons lie in two dimensions; got ${size.length}`);
    check(!this.torus[1] || size[1]! % 2 === 0, `a torus of hexagons has an even height; got ${size[1]}`);
  }

  /**
   * The cell at coordinates. On a torus they may lie beyond its edges.
   * @throws StarlingError for coordinates that are not whole or lie beyond an edge
   */
  cell(coordinates: readonly number[]): number {
    const { size, torus } = this;
    let cell = 0;
    for (let d = size.length - 1; d >= 0; d--) {
      const length = size[d]!;
      let at = coordinates[d]!;
      if (torus[d] && (at < 0 || at >= length)) at -= Math.floor(at / length) * length;
      if (!(at >= 0 && at < length) || !Number.isInteger(at) || coordinates.length !== size.length)
        throw new StarlingError(
          `There is no cell [${coordinates.join(', ')}] in a grid of [${size.join(', ')}].`,
        );
      cell = cell * length + at;
    }
    return cell;
  }

  coordinates(cell: number): number[] {
    let rest = cell;
    return this.size.map((length) => {
      const at = rest % length;
      rest = (rest - at) / length;
      return at;
    });
  }

  /** The distance of two cells by the metric, the shorter way around on a torus. */
  distance(a: number, b: number): number {
    if (this.metric === 'hex') return this.#hexDistance(this.coordinates(a), this.coordinates(b));
    let sum = 0;
    let greatest = 0;
    let restA = a;
    let restB = b;
    for (let d = 0; d < this.size.length; d++) {
      const length = this.size[d]!;
      let apart = Math.abs((restA % length) - (restB % length));
      if (this.torus[d]) apart = Math.min(apart, length - apart);
      sum += apart;
      greatest = Math.max(greatest, apart);
      restA = Math.floor(restA / length);
      restB = Math.floor(restB / length);
    }
    return this.metric === 'moore' ? greatest : sum;
  }

  /** The least over the copies of b that a torus puts around itself. */
  #hexDistance(a: readonly number[], b: readonly number[]): number {
    const [width, height] = this.size as [number, number];
    const across = this.torus[0] ? [-width, 0, width] : [0];
    const along = this.torus[1] ? [-height, 0, height] : [0];
    let least = Number.POSITIVE_INFINITY;
    for (const dy of along)
      for (const dx of across) least = Math.min(least, hexSteps(a[0]!, a[1]!, b[0]! + dx, b[1]! + dy));
    return least;
  }
}

/** Steps between hexagons of a plane: a step to another row moves by half a cell, to the side that is wanted. */
function hexSteps(ax: number, ay: number, bx: number, by: number): number {
  const rows = Math.abs(by - ay);
  // Twice the distance along x, so that half cells are whole.
  const halves = Math.abs(2 * bx + (by & 1) - (2 * ax + (ay & 1)));
  return rows + Math.max(0, (halves - rows) / 2);
}

function check(holds: boolean, expected: string): asserts holds {
  if (!holds) throw new StarlingError(`Cannot make the grid: ${expected}.`);
}
