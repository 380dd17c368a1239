import { Found } from '../found.js';
import type { Item } from '../item.js';
import { grown } from '../keys.js';

/** What a query of a continuous space found, and how far along each axis that is from where it was asked. */
export class FoundNear<I extends Item> extends Found<I> {
  /** Differences of coordinates, the shorter way around on a torus, one an item; `dz` stays 0 in two dimensions. */
  dx = new Float64Array(16);
  /** Along y; see `dx`. */
  dy = new Float64Array(16);
  /** Along z; see `dx`. */
  dz = new Float64Array(16);

  /** @internal makes room for so many, and keeps what is there */
  override widen(count: number): Int32Array {
    this.dx = grown(this.dx, count - 1);
    this.dy = grown(this.dy, count - 1);
    this.dz = grown(this.dz, count - 1);
    return super.widen(count);
  }

  /** @internal makes room for the differences of all that was found */
  fit(): void {
    const { length } = this.rows;
    if (this.dx.length === length) return;
    this.dx = new Float64Array(length);
    this.dy = new Float64Array(length);
    this.dz = new Float64Array(length);
  }
}
