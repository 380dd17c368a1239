import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { Visits } from '../found.js';
import type { Item } from '../item.js';
import { Keys } from '../keys.js';
import { nameOf, nowhere, Space } from '../space.js';
import { Box, checkRadius, type Point } from './box.js';
import { FoundNear } from './found-near.js';
import { nearest } from './nearest.js';
import type { ContinuousOptions } from './options.js';
import { Search } from './search.js';
import { type ContinuousState, stateOf } from './state.js';

/**
 * A space of two or three dimensions, with 64-bit coordinates of 0 … length: the length itself is inside where there
 * is an edge, and is 0 on a torus. Distances are Euclidean, by exact IEEE operations alone, the shorter way around on a
 * torus: b is within r of a where dx · dx + dy · dy (+ dz · dz) ≤ r · r. What a question finds comes in order of rows,
 * or of ids of agents, wherever they are: what comparing all pairs would find, to the bit.
 */
export class ContinuousSpace<I extends Item = number> extends Space<Point, I> {
  readonly #box: Box;
  /** 2 or 3. */
  readonly dimensions: number;
  readonly #keys = new Keys<I>();
  readonly #search: Search<I>;
  readonly #found = new FoundNear<I>(this.#keys);
  readonly #visits = new Visits(this.#keys, () => new FoundNear<I>(this.#keys));

  /** @throws StarlingError for lengths that are not two or three positive numbers */
  constructor({ size, torus = false, of }: ContinuousOptions<NoInfer<I>>) {
    super(of);
    this.#box = new Box(size, torus);
    this.dimensions = this.#box.dimensions;
    this.#search = new Search(this.#box.axes, this.dimensions === 2, this.#keys);
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
    this.#box.checkPoint(at);
    this.placeAt(item, at[0]!, at[1]!, at[2]);
  }

  /** As `place`. */
  placeAt(item: I, x: number, y: number, z = 0): void {
    this.#box.check(x, y, z);
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
    this.#box.checkPoint(to);
    this.moveTo(item, to[0]!, to[1]!, to[2]);
  }

  /** As `move`. @throws StarlingError beyond an edge; the item then stays */
  moveTo(item: I, x: number, y: number, z = 0): void {
    const key = this.#keyOf(item);
    this.#box.check(x, y, z);
    this.#search.move(key, x, y, z);
  }

  /** Takes an item so far along each axis. @throws StarlingError beyond an edge; the item then stays */
  moveBy(item: I, dx: number, dy: number, dz = 0): void {
    const key = this.#keyOf(item);
    const search = this.#search;
    const x = search.x[key]! + dx;
    const y = search.y[key]! + dy;
    const z = search.z[key]! + dz;
    this.#box.check(x, y, z);
    search.move(key, x, y, z);
  }

  within(at: Point, radius: number): I[] {
    this.#box.checkPoint(at);
    checkRadius(radius);
    this.#search.fit(radius);
    const [x, y, z] = this.#box.wrap(at);
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
    return nearest(this.#box, this.#search, this.#found, [x[key]!, y[key]!, z[key]!], count, key);
  }

  /** The `count` items nearest to a point, in the same order. */
  nearestTo(at: Point, count: number): I[] {
    this.#box.checkPoint(at);
    return nearest(this.#box, this.#search, this.#found, this.#box.wrap(at), count, -1);
  }

  /** From one item to another, the shorter way: a difference for each dimension. */
  offset(from: I, to: I): number[] {
    const a = this.#keyOf(from);
    const b = this.#keyOf(to);
    const { x, y, z } = this.#search;
    const [ax, ay, az] = this.#box.axes;
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
    return this.#box.random(random);
  }

  save(): ContinuousState {
    return stateOf(this.#search, this.#keys);
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
    checkRadius(radius);
    const search = this.#search;
    search.fit(radius);
    search.near(found, key, radius);
    return found;
  }

  /** @throws StarlingError where the item is not in this space */
  #keyOf(item: I): number {
    const key = this.#keys.of(item);
    if (!this.#search.has(key)) throw nowhere(item);
    return key;
  }
}
