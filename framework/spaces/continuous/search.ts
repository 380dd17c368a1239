import type { Item } from '../item.js';
import { grown, type Keys } from '../keys.js';
import type { Axis } from './axis.js';
import { Buckets } from './buckets.js';
import type { FoundNear } from './found-near.js';
import { FEW, Order } from './order.js';

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
  readonly #buckets: Buckets;
  readonly #order: Order<I>;
  x = new Float64Array(0);
  y = new Float64Array(0);
  z = new Float64Array(0);
  size = 0;
  /** The radius and the number of items that the cells were cut for; 0 before the first question. */
  #cutFor = { radius: 0, items: 0 };

  /** About how many were near in the last questions: where they are many, marks pay off. It decides on time alone. */
  #usual = 2 * FEW;

  constructor(axes: readonly [Axis, Axis, Axis], flat: boolean, keys: Keys<I>) {
    [this.#ax, this.#ay, this.#az] = axes;
    this.#flat = flat;
    this.#keys = keys;
    this.#buckets = new Buckets(flat);
    this.#order = new Order(keys);
    this.#buckets.clear(1);
  }

  has(key: number): boolean {
    return this.#buckets.cells[key]! >= 0;
  }

  put(key: number, x: number, y: number, z: number): void {
    if (key >= this.x.length) {
      this.x = grown(this.x, key);
      this.y = grown(this.y, key);
      this.z = grown(this.z, key);
    }
    this.#write(key, x, y, z);
    this.#order.meet(key);
    this.#enter(key);
    this.size++;
  }

  take(key: number): void {
    this.#buckets.take(key);
    this.size--;
  }

  move(key: number, x: number, y: number, z: number): void {
    this.#write(key, x, y, z);
    this.#buckets.move(key, this.#cellOf(key), this.x[key]!, this.y[key]!, this.z[key]!);
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
    const ax = this.#ax;
    const ay = this.#ay;
    ax.reach(x, radius);
    ay.reach(y, radius);
    const squared = radius * radius;
    const isOnce = radius < ax.half && radius < ay.half && !ax.isWhole && !ay.isWhole;
    this.#usual += (found.count - this.#usual) / 64;
    if (this.#flat && isOnce) {
      found.fit();
      if (this.#usual > FEW && this.#order.marks) {
        found.reserve(this.size);
        found.fit();
        this.#mark(x, y, squared, own);
        this.#read(found, x, y);
        return;
      }
      this.#meet(found, x, y, squared, own);
      if (found.count <= FEW) {
        this.#order.sortFew(found);
        return;
      }
    } else {
      if (!this.#flat) this.#az.reach(z, radius);
      this.#meetFar(found, x, y, z, squared, own);
      found.fit();
    }
    this.#order.sort(found.rows, found.count);
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
    while (cells() > items) edge = cut(edge * 2);
    const keys = this.#present();
    this.#buckets.clear(cells());
    for (const key of keys) this.#enter(key);
  }

  #present(): Int32Array {
    const { cells } = this.#buckets;
    const keys = new Int32Array(this.size);
    let count = 0;
    for (let key = 0; key < cells.length; key++) if (cells[key]! >= 0) keys[count++] = key;
    return keys;
  }

  #enter(key: number): void {
    this.#buckets.put(key, this.#cellOf(key), this.x[key]!, this.y[key]!, this.z[key]!);
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
   * one image alone, that of its cell as it is met here, and the shorter way needs no comparing.
   *
   * Here and below there is no branch on who is near: one that is often guessed wrong takes longer than to write in vain.
   */
  #mark(x: number, y: number, squared: number, own: number): void {
    const { start, count, keys, x: xs, y: ys } = this.#buckets;
    const { length: width, cells: columns, from: left, to: right } = this.#ax;
    const { length: height, cells: rows, from: low, to: high } = this.#ay;
    const { ids } = this.#keys;
    const { bits } = this.#order;
    for (let j = low; j <= high; j++) {
      const row = columns * wrapped(j, rows);
      const turnY = turned(j, rows, height);
      for (let i = left; i <= right; i++) {
        const cell = row + wrapped(i, columns);
        const turnX = turned(i, columns, width);
        const end = start[cell]! + count[cell]!;
        for (let place = start[cell]!; place < end; place++) {
          const dx = xs[place]! - x + turnX;
          const dy = ys[place]! - y + turnY;
          const id = ids === undefined ? keys[place]! : ids[keys[place]!]!;
          bits[id >>> 5]! |= Number(dx * dx + dy * dy <= squared) << id;
        }
      }
    }
    if (own < 0) return;
    const id = ids === undefined ? own : ids[own]!;
    bits[id >>> 5]! &= ~(1 << id);
  }

  /** Fills `found` with those marked, and with the way to each, and clears the marks. */
  #read(found: FoundNear<I>, x: number, y: number): void {
    const { x: xs, y: ys } = this;
    const { length: width, half: halfX } = this.#ax;
    const { length: height, half: halfY } = this.#ay;
    const { ids, slots } = this.#keys;
    const { bits, words } = this.#order;
    const { rows, dx, dy } = found;
    let count = 0;
    for (let word = 0; word < words; word++) {
      let left = bits[word]!;
      if (left === 0) continue;
      bits[word] = 0;
      for (const last = word * 32 + 31; left !== 0; left &= left - 1) {
        const id = last - Math.clz32(left & -left);
        const key = ids === undefined ? id : slots[id]!;
        rows[count] = key;
        const alongX = xs[key]! - x;
        dx[count] = alongX > halfX ? alongX - width : alongX < -halfX ? alongX + width : alongX;
        const alongY = ys[key]! - y;
        dy[count] = alongY > halfY ? alongY - height : alongY < -halfY ? alongY + height : alongY;
        count++;
      }
    }
    found.count = count;
  }

  /** As `#mark`, but lists those near, with the way to each. */
  #meet(found: FoundNear<I>, x: number, y: number, squared: number, own: number): void {
    const { start, count, keys, x: xs, y: ys } = this.#buckets;
    const { length: width, cells: columns, from: left, to: right } = this.#ax;
    const { length: height, cells: rows, from: low, to: high } = this.#ay;
    let { rows: met, dx: alongX, dy: alongY } = found;
    let hits = 0;
    for (let j = low; j <= high; j++) {
      const row = columns * wrapped(j, rows);
      const turnY = turned(j, rows, height);
      for (let i = left; i <= right; i++) {
        const cell = row + wrapped(i, columns);
        const turnX = turned(i, columns, width);
        const end = start[cell]! + count[cell]!;
        if (hits + count[cell]! > met.length) {
          found.widen(hits + count[cell]!);
          ({ rows: met, dx: alongX, dy: alongY } = found);
        }
        for (let place = start[cell]!; place < end; place++) {
          const dx = xs[place]! - x + turnX;
          const dy = ys[place]! - y + turnY;
          const key = keys[place]!;
          met[hits] = key;
          alongX[hits] = dx;
          alongY[hits] = dy;
          hits += Number(dx * dx + dy * dy <= squared) & Number(key !== own);
        }
      }
    }
    found.count = hits;
  }

  /** In any number of dimensions, for any radius. */
  #meetFar(found: FoundNear<I>, x: number, y: number, z: number, squared: number, own: number): void {
    const ax = this.#ax;
    const ay = this.#ay;
    const az = this.#az;
    const { start, count, keys, x: xs, y: ys, z: zs } = this.#buckets;
    let met: Int32Array = found.rows;
    let hits = 0;
    const [below, above] = this.#flat ? [0, 0] : [az.from, az.to];
    for (let k = below; k <= above; k++)
      for (let j = ay.from; j <= ay.to; j++) {
        const row = ax.cells * (wrapped(j, ay.cells) + ay.cells * wrapped(k, az.cells));
        for (let i = ax.from; i <= ax.to; i++) {
          const cell = row + wrapped(i, ax.cells);
          const end = start[cell]! + count[cell]!;
          if (hits + count[cell]! > met.length) met = found.widen(hits + count[cell]!);
          for (let place = start[cell]!; place < end; place++) {
            const dx = ax.difference(x, xs[place]!);
            const dy = ay.difference(y, ys[place]!);
            const dz = this.#flat ? 0 : az.difference(z, zs[place]!);
            const key = keys[place]!;
            met[hits] = key;
            hits += Number(dx * dx + dy * dy + dz * dz <= squared) & Number(key !== own);
          }
        }
      }
    found.count = hits;
  }

  /** Fills in the way to each of those found. */
  #measure(found: FoundNear<I>, x: number, y: number, z: number): void {
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
    }
    if (this.#flat) return;
    for (let k = 0; k < count; k++) dz[k] = az.difference(z, this.z[rows[k]!]!);
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
