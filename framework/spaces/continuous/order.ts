import type { Item } from '../item.js';
import type { Keys } from '../keys.js';

/** While ids stay below, what was found is kept as a set of bits, which needs no sorting. */
const FEW_IDS = 2048;
/** Up to here an insertion sort beats the sort of typed arrays. */
const FEW = 48;

/** A growing list of keys, or a set of bits by id, from which the keys are read in order of ids. */
export class Order<I extends Item> {
  readonly #keys: Keys<I>;
  /** A bit an id, all 0 between questions. */
  readonly bits = new Int32Array(FEW_IDS / 32);
  /** By id, in two dimensions: the way to each that is marked. */
  readonly dx = new Float64Array(FEW_IDS);
  readonly dy = new Float64Array(FEW_IDS);
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

  /** Whether keys found are to be marked in `bits`, not listed. */
  get marks(): boolean {
    return this.#end <= FEW_IDS;
  }

  /** Fills `keys` with those marked, ascending by id, and clears the marks; answers how many they are. */
  read(keys: Int32Array): number {
    const { bits } = this;
    const { ids, slots } = this.#keys;
    const words = this.#end >>> 5;
    let count = 0;
    for (let word = 0; word < words; word++) {
      let left = bits[word]!;
      if (left === 0) continue;
      bits[word] = 0;
      for (const first = word * 32 + 31; left !== 0; left &= left - 1) {
        const id = first - Math.clz32(left & -left);
        keys[count++] = ids === undefined ? id : slots[id]!;
      }
    }
    return count;
  }

  /** As `read`; fills in the way to each, too. */
  readWays(keys: Int32Array, toX: Float64Array, toY: Float64Array): number {
    const { bits, dx, dy } = this;
    const { ids, slots } = this.#keys;
    const words = this.#end >>> 5;
    let count = 0;
    for (let word = 0; word < words; word++) {
      let left = bits[word]!;
      if (left === 0) continue;
      bits[word] = 0;
      for (const first = word * 32 + 31; left !== 0; left &= left - 1) {
        const id = first - Math.clz32(left & -left);
        keys[count] = ids === undefined ? id : slots[id]!;
        toX[count] = dx[id]!;
        toY[count] = dy[id]!;
        count++;
      }
    }
    return count;
  }

  /** Sorts the first `count` keys by id, ascending. */
  sort(keys: Int32Array, count: number): void {
    const { ids } = this.#keys;
    if (count <= FEW) insert(keys, count, ids);
    else if (ids === undefined) keys.subarray(0, count).sort();
    else keys.subarray(0, count).sort((a, b) => ids[a]! - ids[b]!);
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
