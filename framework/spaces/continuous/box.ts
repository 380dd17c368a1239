import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { Axis } from './axis.js';

/** Coordinates: [x, y], or [x, y, z]. */
export type Point = readonly number[];

/** Where points of a continuous space can be: its axes, and what is checked against them. */
export class Box {
  /** The third of two dimensions has the length 1, with an edge: its only coordinate is 0. */
  readonly axes: readonly [Axis, Axis, Axis];
  /** 2 or 3. */
  readonly dimensions: number;

  /** @throws StarlingError for lengths that are not two or three positive numbers */
  constructor(size: readonly number[], torus: boolean | readonly boolean[]) {
    const turns = typeof torus === 'boolean' ? size.map(() => torus) : torus;
    if (size.length < 2 || size.length > 3 || turns.length !== size.length)
      throw new StarlingError(
        `A continuous space has two or three lengths, and torus once or for each; got ${size.length} and ${turns.length}.`,
      );
    if (!size.every((length) => length > 0 && length < Number.POSITIVE_INFINITY))
      throw new StarlingError(`The lengths of a space are above 0 and finite; got [${size.join(', ')}].`);
    this.dimensions = size.length;
    const [x, y, z] = size.map((length, d) => new Axis(length, turns[d]!));
    this.axes = [x!, y!, z ?? new Axis(1, false)];
  }

  /** @throws StarlingError for a point of more or fewer dimensions */
  checkPoint(at: Point): void {
    if (at.length !== this.dimensions)
      throw new StarlingError(`A point has ${this.dimensions} coordinates here; got [${at.join(', ')}].`);
  }

  /** @throws StarlingError for a point beyond an edge */
  check(x: number, y: number, z: number): void {
    const { axes, dimensions } = this;
    if (axes[0].holds(x) && axes[1].holds(y) && axes[2].holds(z)) return;
    const point = [x, y, z].slice(0, dimensions);
    const lengths = axes.slice(0, dimensions).map(({ length }) => length);
    throw new StarlingError(
      `The point [${point.join(', ')}] is outside of the space of [${lengths.join(', ')}].`,
    );
  }

  /** Three coordinates of a point, brought inside where there is a torus. */
  wrap(at: Point): [number, number, number] {
    const [ax, ay, az] = this.axes;
    return [ax.wrap(at[0]!), ay.wrap(at[1]!), az.wrap(at[2] ?? 0)];
  }

  /** A point drawn uniformly. */
  random(random: RandomCursor): Point {
    return this.axes.slice(0, this.dimensions).map(({ length }) => random.float() * length);
  }
}

/** @throws StarlingError for a radius below 0 */
export function checkRadius(radius: number): void {
  if (!(radius >= 0)) throw new StarlingError(`A radius is 0 or more; got ${radius}.`);
}
