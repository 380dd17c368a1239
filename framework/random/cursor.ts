import type { Key } from '../../kernels/kernels.js';
import { philox4x32 } from '../../kernels/random/philox.js';
import { scale, under } from './draws.js';

const words = new Uint32Array(4);

/** What `shuffle` can reorder: arrays and typed arrays. */
export interface Shuffleable {
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
  #draw = 0;
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  constructor(key: Key, stream: number, agent: number, step: number) {
    this.#key = key;
    this.#stream = stream;
    this.#agent = agent;
    this.#step = step;
  }

  /** The next unsigned 32-bit word. */
  next(): number {
    const draw = this.#draw++;
    switch (draw & 3) {
      case 0:
        this.#fill(draw / 4);
        return this.#a;
      case 1:
        return this.#b;
      case 2:
        return this.#c;
      default:
        return this.#d;
    }
  }

  /** An integer in 0 … bound − 1; bound from 1 to 2^32. */
  below(bound: number): number {
    return scale(this.next(), bound);
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
    // The first `count` swaps of a shuffle; only the places that were swapped are remembered.
    const moved = new Map<number, number>();
    const chosen: T[] = [];
    const { length } = items;
    for (let i = 0; i < count && i < length; i++) {
      const j = i + this.below(length - i);
      chosen.push(items[moved.get(j) ?? j]!);
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
    return [this.#stream, this.#agent, this.#step, this.#draw];
  }

  restore([stream, agent, step, drawn]: ReturnType<RandomCursor['save']>): void {
    this.#stream = stream;
    this.#agent = agent;
    this.#step = step;
    this.#draw = drawn;
    if (drawn % 4 !== 0) this.#fill(Math.floor(drawn / 4));
  }

  #fill(block: number): void {
    philox4x32(block, this.#step, this.#agent, this.#stream, this.#key[0], this.#key[1], words, 0);
    this.#a = words[0]!;
    this.#b = words[1]!;
    this.#c = words[2]!;
    this.#d = words[3]!;
  }
}
