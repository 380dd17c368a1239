/**
 * Growing one isolation tree (Liu, Ting, Zhou 2008, algorithm 2) in integers, level by level.
 *
 * A node with two or more rows above the height limit draws a feature and 16 bits u, and splits at
 * t = min + ⌊u (max − min) / 2^16⌋, left iff x ≤ t: both sides are then non-empty. A feature that is constant in the
 * node is redrawn, up to 16 attempts; then the next feature that is not, cyclically from the last one drawn. Where
 * all are constant the node is a leaf.
 */
import { philox4x32, type RandomAddress } from '../random/philox.js';
import { ATTEMPTS, splitDraw } from './draws.js';
import { c256, PATH_UNIT } from './path.js';

/** A branch that ends early: feature 0, every u16 is ≤ 65535. */
export const PASS_LEFT = 0xffff;

/** Where a tree is written: [2^h] splits and leaves from `at` on. */
export interface TreeSpace {
  readonly split: Uint32Array;
  readonly leaf: Uint16Array;
  readonly at: number;
}

export class TreeGrower {
  readonly #features: number;
  readonly #height: number;
  readonly #capacity: number;
  /** [F, capacity]: the sample, column by column. */
  readonly #columns: Uint16Array;
  /** Per feature: 1 where the sample holds one value only. */
  readonly #constant: Uint8Array;
  #rows = 0;
  /** Rows in node order: a node is a range of it. */
  readonly #order: Uint16Array;
  readonly #right: Uint16Array;
  /** The nodes of a level, and of the next: heap index, first row, end. */
  #level: Uint16Array;
  #next: Uint16Array;
  readonly #words = new Uint32Array(4);
  #minimum = 0;
  #maximum = 0;

  constructor(features: number, height: number, capacity: number) {
    this.#features = features;
    this.#height = height;
    this.#capacity = capacity;
    this.#columns = new Uint16Array(features * capacity);
    this.#constant = new Uint8Array(features);
    this.#order = new Uint16Array(capacity);
    this.#right = new Uint16Array(capacity);
    this.#level = new Uint16Array(3 * capacity);
    this.#next = new Uint16Array(3 * capacity);
  }

  /** Takes the sample: `rows` rows of `records`, from row `start` on or as `chosen` lists them from there. */
  load(records: Uint16Array, start: number, rows: number, chosen?: Uint32Array): void {
    const features = this.#features;
    this.#rows = rows;
    for (let f = 0; f < features; f++) {
      const column = f * this.#capacity;
      let differs = 0;
      for (let i = 0; i < rows; i++) {
        const row = start + (chosen === undefined ? i : chosen[i]!);
        const x = records[row * features + f]!;
        this.#columns[column + i] = x;
        differs |= x ^ this.#columns[column]!;
      }
      this.#constant[f] = differs === 0 ? 1 : 0;
    }
  }

  /**
   * Grows a tree on the sample. Where `paths` is given, each row of the sample adds its path length to its entry,
   * from `first` on.
   */
  grow(address: RandomAddress, tree: number, space: TreeSpace, paths?: Uint32Array, first = 0): void {
    const { split, leaf, at } = space;
    const height = this.#height;
    const order = this.#order;
    split.fill(PASS_LEFT, at, at + (1 << height));
    leaf.fill(0, at, at + (1 << height));
    for (let i = 0; i < this.#rows; i++) order[i] = i;
    let nodes = 0;
    const end = (heap: number, depth: number, from: number, to: number): void => {
      const path = depth * PATH_UNIT + c256[to - from]!;
      leaf[at + (heap << (height - depth)) - (1 << height)] = path;
      if (paths === undefined) return;
      for (let i = from; i < to; i++) paths[first + order[i]!] = paths[first + order[i]!]! + path;
    };
    const child = (heap: number, depth: number, from: number, to: number): void => {
      if (to - from < 2 || depth === height) {
        end(heap, depth, from, to);
        return;
      }
      this.#next[3 * nodes] = heap;
      this.#next[3 * nodes + 1] = from;
      this.#next[3 * nodes + 2] = to;
      nodes++;
    };
    child(1, 0, 0, this.#rows);
    for (let depth = 0; nodes > 0; depth++) {
      const count = nodes;
      nodes = 0;
      const level = this.#next;
      this.#next = this.#level;
      this.#level = level;
      let block = -1;
      for (let n = 0; n < count; n++) {
        const heap = level[3 * n]!;
        const from = level[3 * n + 1]!;
        const to = level[3 * n + 2]!;
        const draw = splitDraw(tree, 0, height, heap);
        if (draw >>> 2 !== block) {
          block = draw >>> 2;
          this.#draw(address, block);
        }
        let word = this.#words[draw & 3]!;
        let feature = ((word >>> 16) * this.#features) >>> 16;
        if (!this.#range(feature, from, to)) {
          word = this.#redraw(address, tree, heap, from, to);
          // Redrawing overwrote the block.
          block = -1;
          feature = this.#found;
          if (feature < 0) {
            end(heap, depth, from, to);
            continue;
          }
        }
        const threshold = this.#minimum + (Math.imul(word & 0xffff, this.#maximum - this.#minimum) >>> 16);
        split[at + heap] = (feature << 16) | threshold;
        const middle = this.#part(feature, threshold, from, to);
        child(2 * heap, depth + 1, from, middle);
        child(2 * heap + 1, depth + 1, middle, to);
      }
    }
  }

  #found = 0;

  #draw(address: RandomAddress, block: number): void {
    const { key, stream, agent, step } = address;
    philox4x32(block, step, agent, stream, key[0], key[1], this.#words);
  }

  /** Attempts 1 … 15, then the scan; leaves the feature in `#found` (−1: all constant) and returns the last word. */
  #redraw(address: RandomAddress, tree: number, heap: number, from: number, to: number): number {
    let word = 0;
    let feature = 0;
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      const draw = splitDraw(tree, attempt, this.#height, heap);
      this.#draw(address, draw >>> 2);
      word = this.#words[draw & 3]!;
      feature = ((word >>> 16) * this.#features) >>> 16;
      if (this.#range(feature, from, to)) {
        this.#found = feature;
        return word;
      }
    }
    for (let step = 1; step < this.#features; step++) {
      const next = (feature + step) % this.#features;
      if (this.#range(next, from, to)) {
        this.#found = next;
        return word;
      }
    }
    this.#found = -1;
    return word;
  }

  /** Finds a feature's range in a node; false where it is constant. */
  #range(feature: number, from: number, to: number): boolean {
    if (this.#constant[feature] === 1) return false;
    const columns = this.#columns;
    const order = this.#order;
    const column = feature * this.#capacity;
    let minimum = 0xffff;
    let maximum = 0;
    for (let i = from; i < to; i++) {
      const x = columns[column + order[i]!]!;
      if (x < minimum) minimum = x;
      if (x > maximum) maximum = x;
    }
    this.#minimum = minimum;
    this.#maximum = maximum;
    return minimum < maximum;
  }

  /** Moves the rows with x ≤ threshold to the front of a node; returns where the others begin. */
  #part(feature: number, threshold: number, from: number, to: number): number {
    const columns = this.#columns;
    const order = this.#order;
    const right = this.#right;
    const column = feature * this.#capacity;
    let left = from;
    let moved = 0;
    // Both sides are written and one of them counted: a branch here would be mispredicted half the time.
    for (let i = from; i < to; i++) {
      const row = order[i]!;
      const greater = (threshold - columns[column + row]!) >>> 31;
      order[left] = row;
      right[moved] = row;
      left += 1 - greater;
      moved += greater;
    }
    for (let i = 0; i < moved; i++) order[left + i] = right[i]!;
    return left;
  }
}
