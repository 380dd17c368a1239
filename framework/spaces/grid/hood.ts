import { KeptHood } from '../cells/kept-hood.js';
import type { Shape } from './shape.js';

/** Where more steps than these would have to be kept (16 MiB), each question makes its own. */
const KEPT = 1 << 22;

/**
 * Cells far from an edge are surrounded alike, and so are those equally near to the same edges. So the steps are kept
 * once for each such kind of cell and not for each cell, and made when the first of its kind is asked for; that is small
 * and stays in the processor's cache.
 */
export class GridHood extends KeptHood {
  readonly #shape: Shape;
  readonly #radius: number;
  /** Whether a cell is among those around it. */
  readonly #centre: boolean;
  /** Entries by cell, −1 while not known. */
  readonly #entries: Int32Array;
  readonly #kinds = new Map<number, number>();
  readonly #keeps: boolean;

  constructor(shape: Shape, radius: number, centre: boolean) {
    super();
    this.#shape = shape;
    this.#radius = radius;
    this.#centre = centre;
    const box = shape.size.reduce((product, length) => product * Math.min(length, 2 * radius + 1), 1);
    this.#keeps = 2 * box * box <= KEPT;
    this.#entries = new Int32Array(shape.cells).fill(-1);
  }

  open(cell: number): number {
    const entry = this.#entries[cell]!;
    return entry >= 0 ? entry : this.#make(cell);
  }

  #make(cell: number): number {
    if (!this.#keeps) {
      // A new array, since whoever is in the middle of a loop holds on to the one before.
      const steps = stepsOf(this.#shape, cell, this.#radius, this.#centre);
      this.steps = Int32Array.from([steps.length, ...steps]);
      return 0;
    }
    const kind = this.#kindOf(cell);
    let entry = this.#kinds.get(kind);
    if (entry === undefined) {
      entry = this.keep(stepsOf(this.#shape, cell, this.#radius, this.#centre));
      this.#kinds.set(kind, entry);
    }
    this.#entries[cell] = entry;
    return entry;
  }

  /** A number that is equal for cells whose steps are: how near to each edge a cell is, up to the radius. */
  #kindOf(cell: number): number {
    const { size, metric } = this.#shape;
    const radius = this.#radius;
    let kind = 0;
    let rest = cell;
    for (let d = 0; d < size.length; d++) {
      const length = size[d]!;
      const at = rest % length;
      rest = (rest - at) / length;
      const fromEnd = length - 1 - at;
      let near = at;
      if (length > 2 * radius) {
        if (fromEnd < radius) near = 2 * radius - fromEnd;
        else if (at > radius) near = radius;
      }
      // Rows of hexagons are of two kinds.
      const odd = metric === 'hex' && d === 1 ? at & 1 : 0;
      kind = kind * (4 * radius + 2) + near * 2 + odd;
    }
    return kind;
  }
}

/** Steps to all cells within a radius, ascending, each once. */
function stepsOf(shape: Shape, cell: number, radius: number, centre: boolean): number[] {
  let cells = [0];
  const coordinates = shape.coordinates(cell);
  for (let d = shape.size.length - 1; d >= 0; d--) {
    const along = reached(coordinates[d]!, shape.size[d]!, radius, shape.torus[d]!);
    cells = cells.flatMap((partial) => along.map((at) => partial * shape.size[d]! + at));
  }
  return cells
    .filter((other) => (other === cell ? centre : shape.distance(cell, other) <= radius))
    .map((other) => other - cell);
}

/** Coordinates within a radius along one dimension, ascending, each once. */
function reached(at: number, length: number, radius: number, torus: boolean): number[] {
  if (torus && 2 * radius + 1 >= length) return Array.from({ length }, (_, other) => other);
  const low = torus ? at - radius : Math.max(0, at - radius);
  const high = torus ? at + radius : Math.min(length - 1, at + radius);
  const found: number[] = [];
  for (let other = low; other <= high; other++) found.push((other + length) % length);
  return found.sort((a, b) => a - b);
}
