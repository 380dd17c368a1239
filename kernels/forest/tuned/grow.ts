/** Growing one isolation tree, as ../grow.ts defines it, level by level between two row buffers. */
import type { Forests } from '../../kernels.js';
import { philox4x32, type RandomAddress } from '../../random/philox.js';
import { ATTEMPTS, splitDraw } from '../draws.js';
import { PASS_LEFT } from '../grow.js';
import { c256, PATH_UNIT } from '../path.js';
import { Sample } from './sample.js';

export class TreeGrower {
  readonly sample: Sample;
  readonly #forests: Forests;
  /** Rows in node order: a node is a range. A level reads one and writes its children's rows to the other. */
  #rows: Uint16Array;
  #nextRows: Uint16Array;
  /** The nodes of a level that are to be split, and of the next: heap index, first row, end. */
  #nodes: Uint16Array;
  #nextNodes: Uint16Array;
  readonly #words = new Uint32Array(4);
  readonly #redrawn = new Uint32Array(4);

  /** @param capacity most rows of a sample, at most 4096 */
  constructor(forests: Forests, capacity: number) {
    this.sample = new Sample(forests.features, capacity);
    this.#forests = forests;
    this.#rows = new Uint16Array(capacity);
    this.#nextRows = new Uint16Array(capacity);
    // Only nodes of two or more rows are kept.
    this.#nodes = new Uint16Array(3 * (capacity >>> 1));
    this.#nextNodes = new Uint16Array(3 * (capacity >>> 1));
  }

  /**
   * Grows a tree of the slot `address.agent` on the sample. Where `paths` is given, each row of the sample adds its
   * path length to its entry, from `first` on.
   */
  grow(address: RandomAddress, tree: number, paths?: Uint32Array, first = 0): void {
    const { trees, height, features, split, leaf } = this.#forests;
    const { sample } = this;
    const { columns, capacity, low, high } = sample;
    const size = 1 << height;
    const at = (address.agent * trees + tree) * size;
    const leaves = at - size;
    const words = this.#words;
    split.fill(PASS_LEFT, at, at + size);
    leaf.fill(0, at, at + size);
    let count = this.#root();
    for (let depth = 0; count > 0; depth++) {
      const rows = this.#rows;
      const nextRows = this.#nextRows;
      const nodes = this.#nodes;
      const nextNodes = this.#nextNodes;
      // A child at depth d passes its path down to the leaf at heap << (h − d).
      const down = height - depth - 1;
      const path = (depth + 1) * PATH_UNIT;
      const bottom = down === 0;
      let kept = 0;
      let block = -1;
      for (let n = 0; n < 3 * count; n += 3) {
        const heap = nodes[n]!;
        const from = nodes[n + 1]!;
        const to = nodes[n + 2]!;
        const draw = splitDraw(tree, 0, height, heap);
        if (draw >>> 2 !== block) {
          block = draw >>> 2;
          drawBlock(address, block, words);
        }
        let word = words[draw & 3]!;
        let feature = ((word >>> 16) * features) >>> 16;
        let column = feature * capacity;
        let minimum = low[feature]!;
        let maximum = high[feature]!;
        if (minimum < maximum && depth > 0) {
          minimum = maximum = columns[column + rows[from]!]!;
          for (let i = from + 1; i < to; i++) {
            const x = columns[column + rows[i]!]!;
            if (x < minimum) minimum = x;
            if (x > maximum) maximum = x;
          }
        }
        if (minimum === maximum) {
          const found = this.#redraw(address, tree, heap, from, to);
          if (found === undefined) {
            const value = depth * PATH_UNIT + c256[to - from]!;
            leaf[leaves + (heap << (height - depth))] = value;
            if (paths !== undefined) addPaths(paths, first, rows, from, to, value);
            continue;
          }
          ({ word, feature, minimum, maximum } = found);
          column = feature * capacity;
        }
        const threshold = minimum + (Math.imul(word & 0xffff, maximum - minimum) >>> 16);
        split[at + heap] = (feature << 16) | threshold;

        // Left rows fill the range from its front, right rows from its end: each row is written to both places and
        // one of them counted, as a branch would be mispredicted half the time.
        let middle = from;
        let right = to - 1;
        for (let i = from; i < to; i++) {
          const row = rows[i]!;
          const greater = (threshold - columns[column + row]!) >>> 31;
          nextRows[middle] = row;
          nextRows[right] = row;
          middle += 1 - greater;
          right -= greater;
        }

        if (middle - from > 1 && !bottom) {
          nextNodes[kept] = 2 * heap;
          nextNodes[kept + 1] = from;
          nextNodes[kept + 2] = middle;
          kept += 3;
        } else {
          const value = path + c256[middle - from]!;
          leaf[leaves + ((2 * heap) << down)] = value;
          if (paths !== undefined) addPaths(paths, first, nextRows, from, middle, value);
        }
        if (to - middle > 1 && !bottom) {
          nextNodes[kept] = 2 * heap + 1;
          nextNodes[kept + 1] = middle;
          nextNodes[kept + 2] = to;
          kept += 3;
        } else {
          const value = path + c256[to - middle]!;
          leaf[leaves + ((2 * heap + 1) << down)] = value;
          if (paths !== undefined) addPaths(paths, first, nextRows, middle, to, value);
        }
      }
      this.#rows = nextRows;
      this.#nextRows = rows;
      this.#nodes = nextNodes;
      this.#nextNodes = nodes;
      count = kept / 3;
    }
  }

  /**
   * Puts the root into the first level; returns how many nodes that level has. A root of fewer than two rows has
   * path length 0, to which the tree was cleared.
   */
  #root(): number {
    const count = this.sample.rows;
    if (count < 2) return 0;
    for (let i = 0; i < count; i++) this.#rows[i] = i;
    this.#nodes[0] = 1;
    this.#nodes[1] = 0;
    this.#nodes[2] = count;
    return 1;
  }

  /** Attempts 1 … 15, then the scan; undefined where all features are constant in the node. */
  #redraw(address: RandomAddress, tree: number, heap: number, from: number, to: number) {
    const { height, features } = this.#forests;
    const { sample } = this;
    let word = 0;
    let feature = 0;
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      const draw = splitDraw(tree, attempt, height, heap);
      drawBlock(address, draw >>> 2, this.#redrawn);
      word = this.#redrawn[draw & 3]!;
      feature = ((word >>> 16) * features) >>> 16;
      const range = sample.range(feature, this.#rows, from, to);
      if (range !== undefined) return { word, feature, ...range };
    }
    for (let i = 1; i < features; i++) {
      const next = (feature + i) % features;
      const range = sample.range(next, this.#rows, from, to);
      if (range !== undefined) return { word, feature: next, ...range };
    }
    return undefined;
  }
}

function drawBlock({ key, stream, agent, step }: RandomAddress, block: number, words: Uint32Array): void {
  philox4x32(block, step, agent, stream, key[0], key[1], words);
}

function addPaths(
  paths: Uint32Array,
  first: number,
  rows: Uint16Array,
  from: number,
  to: number,
  value: number,
): void {
  for (let i = from; i < to; i++) {
    const entry = first + rows[i]!;
    paths[entry] = paths[entry]! + value;
  }
}
