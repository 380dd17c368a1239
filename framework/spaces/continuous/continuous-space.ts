import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { Visits } from '../found.js';
import type { Item } from '../item.js';
import { Keys } from '../keys.js';
import type { SpaceOptions } from '../owner.js';
import { nameOf, nowhere, Space } from '../space.js';
import { Axis } from './axis.js';
import { FoundNear } from './found-near.js';
import { Search } from './search.js';

/** Coordinates: [x, y], or [x, y, z]. */
export type Point = readonly number[];

/** What a continuous space is made of. */
export interface ContinuousOptions<I extends Item = never> extends SpaceOptions<I> {
  /** Lengths: [width, height] or [width, height, depth], in whatever unit the model counts. */
  readonly size: readonly number[];
  /** Whether one edge is beside the opposite: in all dimensions, or one by one. False where nothing is said. */
  readonly torus?: boolean | readonly boolean[];
}

/** What a continuous space is at a moment, as plain data. */
export interface ContinuousState {
  /** What its items are. */
  readonly kind: 'rows' | 'agents';
  /** Rows, or ids of agents, ascending, and the coordinates of each; z is 0 in two dimensions. */
  readonly items: Int32Array;
  /** The first coordinate of each of `items`. */
  readonly x: Float64Array;
  /** The second. */
  readonly y: Float64Array;
  /** The third; 0 in two dimensions. */
  readonly z: Float64Array;
}

/**
 * A space of two or three dimensions, with 64-bit coordinates of 0 … length: the length itself is inside where there
 * is an edge, and is 0 on a torus. Distances are Euclidean, by exact IEEE operations alone, the shorter way around on a
 * torus: b is within r of a where dx · dx + dy · dy (+ dz · dz) ≤ r · r. What a question finds comes in order of rows,
 * or of ids of agents, wherever they are: what comparing all pairs would find, to the bit.
 */
export class ContinuousSpace<I extends Item = number> extends Space<Point, I> {
  readonly #axes: readonly [Axis, Axis, Axis];
  /** 2 or 3. */
  readonly dimensions: number;
  readonly #keys = new Keys<I>();
  readonly #search: Search<I>;
  readonly #found = new FoundNear<I>(this.#keys);
  readonly #visits = new Visits(this.#keys, () => new FoundNear<I>(this.#keys));

  /** @throws StarlingError for lengths that are not two or three positive numbers */
  constructor({ size, torus = false, of }: ContinuousOptions<NoInfer<I>>) {
    super(of);
    const turns = typeof torus === 'boolean' ? size.map(() => torus) : torus;
    if (size.length < 2 || size.length > 3 || turns.length !== size.length)
      throw new StarlingError(
        `A continuous space has two or three lengths, and torus once or for each; got ${size.length} and ${turns.length}.`,
      );
    if (!size.every((length) => length > 0 && length < Number.POSITIVE_INFINITY))
      throw new StarlingError(`The lengths of a space are above 0 and finite; got [${size.join(', ')}].`);
    this.dimensions = size.length;
    const [x, y, z] = size.map((length, d) => new Axis(length, turns[d]!));
    this.#axes = [x!, y!, z ?? new Axis(1, false)];
    this.#search = new Search(this.#axes, z === undefined, this.#keys);
  }

  /** Items in it. */
  get size(): number {
    return this.#search.size;
  }

  /** Coordinates by row. For spaces of rows; do not write, and ask anew after placing. */
  get x(): Float64Array {
    return this.#search.x;
  }

  /** The second coordinates; see `x`. */
  get y(): Float64Array {
    return this.#search.y;
  }

  /** The third coordinates; see `x`. */
  get z(): Float64Array {
    return this.#search.z;
  }

  /** The first coordinate of an item. @throws StarlingError where it is not in this space */
  xOf(item: I): number {
    return this.#search.x[this.#keyOf(item)]!;
  }

  /** The second; see `xOf`. */
  yOf(item: I): number {
    return this.#search.y[this.#keyOf(item)]!;
  }

  /** The third; see `xOf`. */
  zOf(item: I): number {
    return this.#search.z[this.#keyOf(item)]!;
  }

  place(item: I, at: Point): void {
    this.#checkPoint(at);
    this.placeAt(item, at[0]!, at[1]!, at[2]);
  }

  /** As `place`. */
  placeAt(item: I, x: number, y: number, z = 0): void {
    this.#check(x, y, z);
    if (this.has(item))
      throw new StarlingError(`${nameOf(item)} is in this space already.`, { hint: 'Move it instead.' });
    this.#search.put(this.#keys.enter(item), x, y, z);
  }

  remove(item: I): void {
    if (!this.has(item)) return;
    const key = this.#keys.of(item);
    this.#search.take(key);
    this.#keys.leave(key);
  }

  override has(item: I): boolean {
    return this.#search.has(this.#keys.of(item));
  }

  placeOf(item: I): Point | undefined {
    if (!this.has(item)) return undefined;
    const { x, y, z } = this.#search;
    const key = this.#keys.of(item);
    return this.dimensions === 2 ? [x[key]!, y[key]!] : [x[key]!, y[key]!, z[key]!];
  }

  override move(item: I, to: Point): void {
    this.#checkPoint(to);
    this.moveTo(item, to[0]!, to[1]!, to[2]);
  }

  /** As `move`. @throws StarlingError beyond an edge; the item then stays */
  moveTo(item: I, x: number, y: number, z = 0): void {
    const key = this.#keyOf(item);
    this.#check(x, y, z);
    this.#search.move(key, x, y, z);
  }

  /** Takes an item so far along each axis. @throws StarlingError beyond an edge; the item then stays */
  moveBy(item: I, dx: number, dy: number, dz = 0): void {
    const key = this.#keyOf(item);
    const search = this.#search;
    const x = search.x[key]! + dx;
    const y = search.y[key]! + dy;
    const z = search.z[key]! + dz;
    this.#check(x, y, z);
    search.move(key, x, y, z);
  }

  within(at: Point, radius: number): I[] {
    this.#checkPoint(at);
    this.#checkRadius(radius);
    this.#search.fit(radius);
    const [x, y, z] = this.#inside(at);
    this.#search.find(this.#found, x, y, z, radius, -1);
    return this.#found.toArray();
  }

  override neighbours(item: I, radius = 1): I[] {
    return this.near(item, radius).toArray();
  }

  /** As `neighbours`, with the way to each, and without making an array: valid until this space is asked again, or changes. */
  near(item: I, radius = 1): FoundNear<I> {
    return this.#near(this.#found, item, radius);
  }

  /**
   * Calls `visit` with each of those that are neighbours at first, and with the way to it then; it may move items, take
   * them out (these are then passed over) and ask further questions. `dz` is 0 in two dimensions.
   */
  forEachWithin(
    item: I,
    radius: number,
    visit: (other: I, dx: number, dy: number, dz: number) => void,
  ): void {
    const found = this.#visits.begin();
    try {
      this.#near(found, item, radius);
      for (let k = 0; k < found.count; k++)
        if (this.#search.has(found.rows[k]!)) visit(found.item(k), found.dx[k]!, found.dy[k]!, found.dz[k]!);
    } finally {
      this.#visits.end();
    }
  }

  /** The `count` items nearest to one, nearest first, ties by row or id; all others where they are fewer. */
  nearest(item: I, count: number): I[] {
    const key = this.#keyOf(item);
    const { x, y, z } = this.#search;
    return this.#nearest(x[key]!, y[key]!, z[key]!, count, key);
  }

  /** The `count` items nearest to a point, in the same order. */
  nearestTo(at: Point, count: number): I[] {
    this.#checkPoint(at);
    const [x, y, z] = this.#inside(at);
    return this.#nearest(x, y, z, count, -1);
  }

  /** From one item to another, the shorter way: a difference for each dimension. */
  offset(from: I, to: I): number[] {
    const a = this.#keyOf(from);
    const b = this.#keyOf(to);
    const { x, y, z } = this.#search;
    const [ax, ay, az] = this.#axes;
    const flat = [ax.difference(x[a]!, x[b]!), ay.difference(y[a]!, y[b]!)];
    return this.dimensions === 2 ? flat : [...flat, az.difference(z[a]!, z[b]!)];
  }

  /** The Euclidean distance of two items, the shorter way around on a torus. @throws StarlingError where one is not in this space */
  distance(a: I, b: I): number {
    return Math.sqrt(this.offset(a, b).reduce((sum, along) => sum + along * along, 0));
  }

  /** The unit vector from one item towards another; zeros where they are at one point. */
  heading(from: I, to: I): number[] {
    const distance = this.distance(from, to);
    return this.offset(from, to).map((along) => (distance === 0 ? 0 : along / distance));
  }

  randomPlace(random: RandomCursor): Point {
    return this.#axes.slice(0, this.dimensions).map(({ length }) => random.float() * length);
  }

  save(): ContinuousState {
    const keys = this.#search.all();
    const by = (along: Float64Array) => {
      const values = new Float64Array(keys.length);
      for (let k = 0; k < keys.length; k++) values[k] = along[keys[k]!]!;
      return values;
    };
    const { ids } = this.#keys;
    const { x, y, z } = this.#search;
    const items = ids === undefined ? keys : keys.map((key) => ids[key]!);
    return { kind: this.#keys.kind, items, x: by(x), y: by(y), z: by(z) };
  }

  /**
   * Becomes what it was when `state` was saved. `agentOf` finds agents by id; rows need it not.
   * @throws StarlingError for an agent that is not there
   */
  restore(state: ContinuousState, agentOf?: (id: number) => I | undefined): void {
    const { kind, items, x, y, z } = state;
    for (const key of this.#search.all()) this.remove(this.#keys.item(key));
    this.#keys.clear();
    for (let k = 0; k < items.length; k++)
      this.placeAt(this.#keys.saved(kind, items[k]!, agentOf), x[k]!, y[k]!, z[k]);
  }

  #near(found: FoundNear<I>, item: I, radius: number): FoundNear<I> {
    const key = this.#keyOf(item);
    this.#checkRadius(radius);
    const search = this.#search;
    search.fit(radius);
    search.near(found, key, radius);
    return found;
  }

  /** Widens a radius until it holds enough. */
  #nearest(x: number, y: number, z: number, count: number, own: number): I[] {
    if (!Number.isInteger(count) || count < 0)
      throw new StarlingError(`How many are nearest is a whole number, 0 or more; got ${count}.`);
    const search = this.#search;
    const found = this.#found;
    const wanted = Math.min(count, search.size - (own >= 0 ? 1 : 0));
    const [{ length: width }, { length: height }] = this.#axes;
    let radius = Math.sqrt((width * height * wanted) / Math.max(1, search.size)) / 2;
    search.fit(radius);
    do {
      search.find(found, x, y, z, radius, own);
      radius *= 2;
    } while (found.count < wanted);
    const { dx, dy, dz } = found;
    const square = (k: number) => dx[k]! * dx[k]! + dy[k]! * dy[k]! + dz[k]! * dz[k]!;
    const squares = Float64Array.from({ length: found.count }, (_, k) => square(k));
    // They were found in order of rank, so a place settles a tie.
    const order = Array.from(squares.keys()).sort((a, b) => squares[a]! - squares[b]! || a - b);
    return order.slice(0, wanted).map((k) => found.item(k));
  }

  /** @throws StarlingError where the item is not in this space */
  #keyOf(item: I): number {
    const key = this.#keys.of(item);
    if (!this.#search.has(key)) throw nowhere(item);
    return key;
  }

  #inside(at: Point): [number, number, number] {
    const [ax, ay, az] = this.#axes;
    return [ax.wrap(at[0]!), ay.wrap(at[1]!), az.wrap(at[2] ?? 0)];
  }

  #checkPoint(at: Point): void {
    if (at.length !== this.dimensions)
      throw new StarlingError(`A point has ${this.dimensions} coordinates here; got [${at.join(', ')}].`);
  }

  #checkRadius(radius: number): void {
    if (!(radius >= 0)) throw new StarlingError(`A radius is 0 or more; got ${radius}.`);
  }

  #check(x: number, y: number, z: number): void {
    const axes = this.#axes;
    if (axes[0].holds(x) && axes[1].holds(y) && axes[2].holds(z)) return;
    const point = [x, y, z].slice(0, this.dimensions);
    const lengths = this.#axes.slice(0, this.dimensions).map(({ length }) => length);
    throw new StarlingError(
      `The point [${point.join(', ')}] is outside of the space of [${lengths.join(', ')}].`,
    );
  }
}
