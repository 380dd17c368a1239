import type { Item } from '../item.js';
import type { Keys } from '../keys.js';
import type { FoundNear } from './found-near.js';

/** While ids stay below, keys are brought into order as a set of bits, which needs no sorting. */
const FEW_IDS = 2048;
/** Up to here an insertion sort is faster than the bits. */
export const FEW = 6;
/** Up to here it is faster than the sort of typed arrays. */
const SOME = 48;

/** Brings keys into the order of ids. */
export class Order<I extends Item> {
  readonly #keys: Keys<I>;
  /** A bit an id, all 0 between questions. */
  readonly bits = new Int32Array(FEW_IDS / 32);
  /** Ids are below; a multiple of 32. */
  #end = 0;

  constructor(keys: Keys<I>) {
    this.#keys = keys;
  }

  /** Says that there may be this key, once it has been entered. */
  meet(key: number): void {
    const id = this.#keys.ids?.[key] ?? key;
    if (id >= this.#end) this.#end = (id | 31) + 1;
  }

  /** Whether keys may be marked in `bits`. */
  get marks(): boolean {
    return this.#end <= FEW_IDS;
  }

  /** Words of `bits` that there may be marks in. */
  get words(): number {
    return this.#end >>> 5;
  }

  /** Sorts the first `count` keys by id, ascending. */
  sort(keys: Int32Array, count: number): void {
    const { ids } = this.#keys;
    if (count <= FEW) insert(keys, count, ids);
    else if (this.marks) this.#mark(keys, count);
    else if (count <= SOME) insert(keys, count, ids);
    else if (ids === undefined) keys.subarray(0, count).sort();
    else keys.subarray(0, count).sort((a, b) => ids[a]! - ids[b]!);
  }

  /** Sorts up to `FEW` keys by id, and the way to each with them. */
  sortFew({ rows, dx, dy, count }: FoundNear<I>): void {
    const { ids } = this.#keys;
    for (let k = 1; k < count; k++) {
      const key = rows[k]!;
      const id = ids === undefined ? key : ids[key]!;
      const x = dx[k]!;
      const y = dy[k]!;
      let at = k;
      for (; at > 0 && (ids === undefined ? rows[at - 1]! : ids[rows[at - 1]!]!) > id; at--) {
        rows[at] = rows[at - 1]!;
        dx[at] = dx[at - 1]!;
        dy[at] = dy[at - 1]!;
      }
      rows[at] = key;
      dx[at] = x;
      dy[at] = y;
    }
  }

  /** Marks them, and reads the marks in order. */
  #mark(keys: Int32Array, count: number): void {
    const { ids, slots } = this.#keys;
    const bits = this.bits;
    for (let k = 0; k < count; k++) {
      const id = ids === undefined ? keys[k]! : ids[keys[k]!]!;
      bits[id >>> 5]! |= 1 << id;
    }
    let at = 0;
    for (let word = 0; at < count; word++) {
      let left = bits[word]!;
      if (left === 0) continue;
      bits[word] = 0;
      for (const last = word * 32 + 31; left !== 0; left &= left - 1) {
        const id = last - Math.clz32(left & -left);
        keys[at++] = ids === undefined ? id : slots[id]!;
      }
    }
  }
}

function insert(keys: Int32Array, count: number, ids: Int32Array | undefined): void {
  for (let k = 1; k < count; k++) {
    const key = keys[k]!;
    let at = k;
    if (ids === undefined) for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!;
    else for (; at > 0 && ids[keys[at - 1]!]! > ids[key]!; at--) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
}
