import type { Item } from '../item.js';
import { grown, type Keys } from '../keys.js';
import type { Axis } from './axis.js';
import { CellLists } from './cell-lists.js';
import type { FoundNear } from './found-near.js';
import { Order } from './order.js';

/** Items in a cell at most, on average, where a radius asks for more. */
const CROWD = 64;

/**
 * Coordinates by key, and the cell lists by which those near are found. How the space is cut into cells decides on time
 * alone: what is found, and in which order, is the same for all.
 */
export class Search<I extends Item> {
  readonly #ax: Axis;
  readonly #ay: Axis;
  readonly #az: Axis;
  readonly #flat: boolean;
  readonly #keys: Keys<I>;
  readonly #lists = new CellLists();
  readonly #order: Order<I>;
  x = new Float64Array(0);
  y = new Float64Array(0);
  z = new Float64Array(0);
  size = 0;
  /** The radius and the number of items that the cells were cut for; 0 before the first question. */
  #cutFor = { radius: 0, items: 0 };

  constructor(axes: readonly [Axis, Axis, Axis], flat: boolean, keys: Keys<I>) {
    [this.#ax, this.#ay, this.#az] = axes;
    this.#flat = flat;
    this.#keys = keys;
    this.#order = new Order(keys);
    this.#lists.clear(1);
  }

  has(key: number): boolean {
    return this.#lists.cells[key]! >= 0;
  }

  put(key: number, x: number, y: number, z: number): void {
    if (key >= this.x.length) {
      this.x = grown(this.x, key);
      this.y = grown(this.y, key);
      this.z = grown(this.z, key);
    }
    this.#write(key, x, y, z);
    this.#order.meet(key);
    this.#lists.put(key, this.#cellOf(key));
    this.size++;
  }

  take(key: number): void {
    this.#lists.take(key);
    this.size--;
  }

  move(key: number, x: number, y: number, z: number): void {
    this.#write(key, x, y, z);
    const cell = this.#cellOf(key);
    if (cell === this.#lists.cells[key]) return;
    this.#lists.take(key);
    this.#lists.put(key, cell);
  }

  /** By rank, ascending. */
  all(): Int32Array {
    const keys = this.#present();
    this.#order.sort(keys, keys.length);
    return keys;
  }

  /** Fills `found` with those within a radius of a key, but itself. */
  near(found: FoundNear<I>, key: number, radius: number): void {
    this.find(found, this.x[key]!, this.y[key]!, this.z[key]!, radius, key);
  }

  /** Fills `found` with those within a radius of a point inside, but the key `own`. */
  find(found: FoundNear<I>, x: number, y: number, z: number, radius: number, own: number): void {
    found.count = 0;
    const ax = this.#ax;
    const ay = this.#ay;
    const az = this.#az;
    ax.reach(x, radius);
    ay.reach(y, radius);
    const squared = radius * radius;
    const isOnce = radius < ax.half && radius < ay.half && !ax.isWhole && !ay.isWhole;
    if (this.#flat && this.#order.marks && isOnce) {
      found.reserve(this.size);
      found.fit();
      this.#mark(x, y, squared, own);
      found.count = this.#order.readWays(found.rows, found.dx, found.dy);
      return;
    }
    if (this.#flat) this.#scan(found, x, y, squared, own);
    else {
      az.reach(z, radius);
      this.#scanDeep(found, x, y, z, squared, own);
    }
    if (this.#order.marks) {
      found.reserve(this.size);
      found.count = this.#order.read(found.rows);
    } else this.#order.sort(found.rows, found.count);
    this.#measure(found, x, y, z);
  }

  /** Cuts the space anew where a radius or the number of items has outgrown its cells. */
  fit(radius: number): void {
    const was = this.#cutFor;
    if (radius <= was.radius * 2 && this.size <= was.items * 4) return;
    const items = Math.max(this.size, 16);
    this.#cutFor = { radius: Math.max(radius, was.radius), items };
    const axes: readonly Axis[] = this.#flat ? [this.#ax, this.#ay] : [this.#ax, this.#ay, this.#az];
    const cells = () => axes.reduce((product, axis) => product * axis.cells, 1);
    const cut = (edge: number) => {
      for (const axis of axes) axis.cut(edge);
      return edge;
    };
    const longest = Math.max(...axes.map(({ length }) => length));
    let edge = cut(Math.min(longest, Math.max(this.#cutFor.radius, axes[0]!.length / 4096)));
    // One far look must not make all near ones that follow look through everybody.
    while (cells() * CROWD < items) edge = cut(edge / 2);
    while (cells() > 4 * items) edge = cut(edge * 2);
    const keys = this.#present();
    this.#lists.clear(cells());
    for (const key of keys) this.#lists.put(key, this.#cellOf(key));
  }

  #present(): Int32Array {
    const { cells } = this.#lists;
    const keys = new Int32Array(this.size);
    let count = 0;
    for (let key = 0; key < cells.length; key++) if (cells[key]! >= 0) keys[count++] = key;
    return keys;
  }

  #write(key: number, x: number, y: number, z: number): void {
    this.x[key] = this.#ax.wrap(x);
    this.y[key] = this.#ay.wrap(y);
    if (!this.#flat) this.z[key] = this.#az.wrap(z);
  }

  #cellOf(key: number): number {
    const ax = this.#ax;
    const ay = this.#ay;
    const flat = ax.cellOf(this.x[key]!) + ax.cells * ay.cellOf(this.y[key]!);
    return this.#flat ? flat : flat + ax.cells * ay.cells * this.#az.cellOf(this.z[key]!);
  }

  /**
   * In two dimensions, for a radius under half of each turn that meets no cell from both sides: then an item is near in
   * one image alone, that of its cell as it is met here, and the shorter way needs no comparing. The ways are kept by id
   * until the marks are read.
   */
  #mark(x: number, y: number, squared: number, own: number): void {
    const { first, next } = this.#lists;
    const { x: xs, y: ys } = this;
    const { length: width, cells: columns, from: left, to: right } = this.#ax;
    const { length: height, cells: rows, from: low, to: high } = this.#ay;
    const { ids } = this.#keys;
    const { bits, dx: alongX, dy: alongY } = this.#order;
    for (let j = low; j <= high; j++) {
      const row = columns * wrapped(j, rows);
      const turnY = turned(j, rows, height);
      for (let i = left; i <= right; i++) {
        const turnX = turned(i, columns, width);
        for (let key = first[row + wrapped(i, columns)]!; key >= 0; key = next[key]!) {
          const dx = xs[key]! - x + turnX;
          const dy = ys[key]! - y + turnY;
          if (dx * dx + dy * dy > squared || key === own) continue;
          const id = ids === undefined ? key : ids[key]!;
          bits[id >>> 5]! |= 1 << id;
          alongX[id] = dx;
          alongY[id] = dy;
        }
      }
    }
  }

  #scan(found: FoundNear<I>, x: number, y: number, squared: number, own: number): void {
    const ax = this.#ax;
    const ay = this.#ay;
    const { first, next } = this.#lists;
    const { x: xs, y: ys } = this;
    const { length: width, half: halfX, cells: columns, from: left, to: right } = ax;
    const { length: height, half: halfY, cells: rows, from: low, to: high } = ay;
    const { ids } = this.#keys;
    const { marks, bits } = this.#order;
    for (let j = low; j <= high; j++) {
      const row = columns * wrapped(j, rows);
      for (let i = left; i <= right; i++)
        for (let key = first[row + wrapped(i, columns)]!; key >= 0; key = next[key]!) {
          let dx = xs[key]! - x;
          if (dx > halfX) dx -= width;
          else if (dx < -halfX) dx += width;
          let dy = ys[key]! - y;
          if (dy > halfY) dy -= height;
          else if (dy < -halfY) dy += height;
          if (dx * dx + dy * dy > squared || key === own) continue;
          if (marks) {
            const id = ids === undefined ? key : ids[key]!;
            bits[id >>> 5]! |= 1 << id;
          } else found.add(key);
        }
    }
  }

  #scanDeep(found: FoundNear<I>, x: number, y: number, z: number, squared: number, own: number): void {
    const ax = this.#ax;
    const ay = this.#ay;
    const az = this.#az;
    const { first, next } = this.#lists;
    const { ids } = this.#keys;
    const { marks, bits } = this.#order;
    for (let k = az.from; k <= az.to; k++)
      for (let j = ay.from; j <= ay.to; j++) {
        const row = ax.cells * (wrapped(j, ay.cells) + ay.cells * wrapped(k, az.cells));
        for (let i = ax.from; i <= ax.to; i++)
          for (let key = first[row + wrapped(i, ax.cells)]!; key >= 0; key = next[key]!) {
            const dx = ax.difference(x, this.x[key]!);
            const dy = ay.difference(y, this.y[key]!);
            const dz = az.difference(z, this.z[key]!);
            if (dx * dx + dy * dy + dz * dz > squared || key === own) continue;
            if (marks) {
              const id = ids === undefined ? key : ids[key]!;
              bits[id >>> 5]! |= 1 << id;
            } else found.add(key);
          }
      }
  }

  /** Fills in the way to each of those found. */
  #measure(found: FoundNear<I>, x: number, y: number, z: number): void {
    found.fit();
    const ax = this.#ax;
    const ay = this.#ay;
    const az = this.#az;
    const { x: xs, y: ys } = this;
    const { length: width, half: halfX } = ax;
    const { length: height, half: halfY } = ay;
    const { count, rows, dx, dy, dz } = found;
    for (let k = 0; k < count; k++) {
      const key = rows[k]!;
      const alongX = xs[key]! - x;
      dx[k] = alongX > halfX ? alongX - width : alongX < -halfX ? alongX + width : alongX;
      const alongY = ys[key]! - y;
      dy[k] = alongY > halfY ? alongY - height : alongY < -halfY ? alongY + height : alongY;
      if (!this.#flat) dz[k] = az.difference(z, this.z[key]!);
    }
  }
}

/** The cell that one beyond an end of a torus stands for. */
function wrapped(cell: number, cells: number): number {
  if (cell < 0) return cell + cells;
  return cell >= cells ? cell - cells : cell;
}

/** What the image of a cell beyond an end of a torus is away from the cell. */
function turned(cell: number, cells: number, length: number): number {
  if (cell < 0) return -length;
  return cell >= cells ? length : 0;
}
