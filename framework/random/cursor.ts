import type { Key } from '../../kernels/kernels.js';
import { blockWords, fillBlocks, HELD, heldWords } from '../../kernels/random/blocks.js';
import { StarlingError } from '../errors.js';
import { scale, under } from './draws.js';

/** Blocks of four words that are made one by one: most cursors draw a word or two. */
const FEW = 4;
/** Blocks that are made at a time from then on: at first, and at most, for each time twice as many. */
const FIRST = 8;
const MANY = 64;

const many = blockWords.subarray(0, 4 * MANY);
const none = new Uint32Array(0);
/** Whose words `heldWords` are. One cursor at a time draws many, most often, and then makes no array of its own. */
let holder: RandomCursor | undefined;

/** What `shuffle` can reorder: arrays and typed arrays. */
export interface Shuffleable {
  /** How many there are. */
  readonly length: number;
  [index: number]: unknown;
}

/**
 * Draws in sequence from one address (stream, agent, step): for code that does not want to number its draws.
 * Two cursors of one address draw the same values.
 */
export class RandomCursor {
  readonly #key: Key;
  #stream: number;
  #agent: number;
  #step: number;
  /** The next block to make. */
  #block = 0;
  #few = FEW;
  #many = FIRST;
  /** The last words of a block made alone, and which of them comes next: 4 where all are drawn. */
  #b = 0;
  #c = 0;
  #d = 0;
  #place = 4;
  /** Words of blocks made together: the next one, and how many there are. */
  #words = none;
  /** Whether it lost the held words once, and makes an array of its own. */
  #isAlone = false;
  #at = 0;
  #end = 0;

  /** @param draw the first draw: 0, or the `position` of another cursor to go on from */
  constructor(key: Key, stream: number, agent: number, step: number, draw = 0) {
    this.#key = key;
    this.#stream = stream;
    this.#agent = agent;
    this.#step = step;
    this.#seek(draw);
  }

  /** The number of the next draw. */
  get position(): number {
    return 4 * this.#block - (this.#end - this.#at) - (4 - this.#place);
  }

  /** The next unsigned 32-bit word. */
  next(): number {
    return this.#at < this.#end ? this.#words[this.#at++]! : this.#more();
  }

  /**
   * An integer in 0 … bound − 1, exactly; bound from 1 to 2^53 − 1, one word for bounds up to 2^32.
   * @throws StarlingError for NaN and for bounds beyond
   */
  below(bound: number): number {
    return bound <= 4294967296 ? scale(this.next(), bound) : this.#wide(bound);
  }

  /** True with a probability of so many parts per million. */
  chance(ppm: number): boolean {
    return under(this.next(), ppm);
  }

  /** A number in [0, 1) with 53 random bits, from two words. For reporting and models that do not need equal bits. */
  float(): number {
    const high = this.next() >>> 5;
    return (high * 67108864 + (this.next() >>> 6)) / 9007199254740992;
  }

  /** Reorders an array or typed array in place (Fisher and Yates) and returns it. */
  shuffle<S extends Shuffleable>(items: S): S {
    if (items instanceof Uint32Array) {
      this.#shuffleRows(items);
      return items;
    }
    const list: Shuffleable = items;
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = list[i];
      list[i] = list[j];
      list[j] = held;
    }
    return items;
  }

  /** `count` different elements in random order (all of them when there are fewer). Takes time and memory O(count). */
  sample<T>(items: ArrayLike<T>, count: number): T[] {
    return Array.from(this.choose(items.length, count), (place) => items[place]!);
  }

  /** `count` different numbers of 0 … length − 1 in random order, all of them when there are fewer; O(count). */
  choose(length: number, count: number): Uint32Array {
    // The first swaps of a shuffle; only the places that were swapped are remembered.
    if (8 * count >= length) return this.#chooseMany(length, count);
    const moved = new Map<number, number>();
    const chosen = new Uint32Array(Math.max(0, Math.min(Math.ceil(count), length)));
    for (let i = 0; i < chosen.length; i++) {
      const j = i + this.below(length - i);
      chosen[i] = moved.get(j) ?? j;
      moved.set(j, moved.get(i) ?? i);
    }
    return chosen;
  }

  /** One element, or undefined when there is none. */
  pick<T>(items: ArrayLike<T>): T | undefined {
    return items.length === 0 ? undefined : items[this.below(items.length)];
  }

  /** For checkpoints: its address, and how many words it has drawn. */
  save(): readonly [stream: number, agent: number, step: number, drawn: number] {
    return [this.#stream, this.#agent, this.#step, this.position];
  }

  /** Goes on where the saved one was. */
  restore([stream, agent, step, drawn]: ReturnType<RandomCursor['save']>): void {
    this.#stream = stream;
    this.#agent = agent;
    this.#step = step;
    this.#seek(drawn);
  }

  /** Goes to a draw. */
  #seek(draw: number): void {
    this.#block = Math.floor(draw / 4);
    this.#few = FEW;
    this.#place = 4;
    this.#at = this.#end;
    for (let skip = draw % 4; skip > 0; skip--) this.next();
  }

  /** As `choose`, with a list of all numbers: sooner where many of them are chosen. */
  #chooseMany(length: number, count: number): Uint32Array {
    const numbers = new Uint32Array(length);
    for (let i = 0; i < length; i++) numbers[i] = i;
    const chosen = Math.min(Math.ceil(count), length);
    for (let i = 0; i < chosen; i++) {
      const j = i + this.below(length - i);
      const number = numbers[j]!;
      numbers[j] = numbers[i]!;
      numbers[i] = number;
    }
    return numbers.slice(0, chosen);
  }

  /** Apart from the other kinds, so that it is compiled for this one. */
  #shuffleRows(rows: Uint32Array): void {
    for (let i = rows.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = rows[i]!;
      rows[i] = rows[j]!;
      rows[j] = held;
    }
  }

  /** By rejection over the bits that the bound needs: the next draws are taken until one is under it. */
  #wide(bound: number): number {
    if (!(bound <= Number.MAX_SAFE_INTEGER))
      throw new StarlingError(`A bound of draws is a whole number of 1 … 2^53 − 1; got ${bound}.`);
    // Bits above the 32nd of the greatest answer, all ones from the first on.
    const mask = 0xffffffff >>> Math.clz32((bound - 1) / 4294967296);
    for (;;) {
      const high = (this.next() & mask) >>> 0;
      const value = high * 4294967296 + this.next();
      if (value < bound) return value;
    }
  }

  #more(): number {
    const place = this.#place;
    if (place < 4) {
      this.#place = place + 1;
      return place === 1 ? this.#b : place === 2 ? this.#c : this.#d;
    }
    return this.#few > 0 ? this.#makeOne() : this.#makeMany();
  }

  #makeOne(): number {
    this.#few--;
    const key = this.#key;
    fillBlocks(this.#block++, this.#step, this.#agent, this.#stream, key[0], key[1], 1, 0);
    this.#b = blockWords[1]!;
    this.#c = blockWords[2]!;
    this.#d = blockWords[3]!;
    this.#place = 1;
    return blockWords[0]!;
  }

  #makeMany(): number {
    const key = this.#key;
    const blocks = this.#many;
    if (this.#isAlone && this.#end === 0) this.#words = new Uint32Array(many.length);
    else if (this.#end === 0) this.#hold();
    const isHeld = this.#words === heldWords;
    fillBlocks(this.#block, this.#step, this.#agent, this.#stream, key[0], key[1], blocks, isHeld ? HELD : 0);
    this.#block += blocks;
    if (!isHeld) this.#words.set(many);
    this.#at = 1;
    this.#end = 4 * blocks;
    if (blocks < MANY) this.#many = 2 * blocks;
    return this.#words[0]!;
  }

  /** Takes the held words from whoever has them. */
  #hold(): void {
    if (holder !== undefined) holder.#release();
    holder = this;
    this.#words = heldWords;
  }

  /** Forgets words that were made but not drawn; they are made anew, into an array of its own, should they be wanted. */
  #release(): void {
    const { position } = this;
    this.#words = none;
    this.#end = 0;
    this.#isAlone = true;
    this.#seek(position);
  }
}
