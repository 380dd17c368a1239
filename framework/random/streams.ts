import type { Key } from '../../kernels/kernels.js';
import { blockWords, fillBlocks, fillWords } from '../../kernels/random/blocks.js';
import { StarlingError } from '../errors.js';
import { RandomCursor } from './cursor.js';
import { scale, under } from './draws.js';
import { streamId } from './names.js';
import { keyOf, type Seed } from './seeds.js';

/**
 * Random numbers by address. A draw is a pure function of (seed, stream, agent, step, draw), so it does not matter who
 * drew before, in which order, or on how many threads.
 *
 * Philox 4x32-10 (Salmon et al. 2011); counter = [draw >>> 2, step, agent, stream], the word is draw & 3, and the key
 * comes from the seed. Agents and steps are integers in 0 … 2^32 − 1.
 */
export class RandomStream {
  /** The 64 bits of the seed. */
  readonly key: Key;
  /** The hash of its name. */
  readonly id: number;

  constructor(key: Key, id: number) {
    this.key = key;
    this.id = id;
  }

  /** One unsigned 32-bit word. */
  bits(agent: number, step: number, draw: number): number {
    fillBlocks(draw >>> 2, step, agent, this.id, this.key[0], this.key[1], 1, 0);
    return blockWords[draw & 3]!;
  }

  /** Fills `out` with the words `firstDraw`, `firstDraw + 1`, …: the same as `bits`, a block at a time. */
  fill(out: Uint32Array, agent: number, step: number, firstDraw = 0): Uint32Array {
    return fillWords({ key: this.key, stream: this.id, agent, step }, out, firstDraw);
  }

  /** An integer in 0 … bound − 1; bound from 1 to 2^32. */
  below(bound: number, agent: number, step: number, draw: number): number {
    return scale(this.bits(agent, step, draw), bound);
  }

  /** True with a probability of so many parts per million, by an exact integer comparison. */
  chance(ppm: number, agent: number, step: number, draw: number): boolean {
    return under(this.bits(agent, step, draw), ppm);
  }

  /** Sequential draws from one address, starting at draw 0 or a later one. */
  cursor(agent: number, step: number, draw = 0): RandomCursor {
    return new RandomCursor(this.key, this.id, agent, step, draw);
  }
}

/** The random streams of one run. A stream is named after what it decides; its id is a stable hash of the name. */
export class RandomStreams {
  /** As it was given. */
  readonly seed: Seed;
  /** The 64 bits that come of it. */
  readonly key: Key;
  readonly #streams = new Map<string, RandomStream>();
  readonly #names = new Map<number, string>();

  /** @throws StarlingError for a seed that is neither a safe integer nor a text of at least one character */
  constructor(seed: Seed) {
    this.seed = seed;
    this.key = keyOf(seed);
  }

  /** @throws StarlingError when another name of this run has the same id */
  stream(name: string): RandomStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const id = streamId(name);
    const other = this.#names.get(id);
    if (other !== undefined)
      throw new StarlingError(`The random streams '${other}' and '${name}' have the same id.`, {
        hint: 'Rename one of them.',
      });
    const stream = new RandomStream(this.key, id);
    this.#names.set(id, name);
    this.#streams.set(name, stream);
    return stream;
  }
}
