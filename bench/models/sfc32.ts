/** sfc32, a small fast generator of 32-bit words (Doty-Humphrey, PractRand): what a program written by hand would use. */
export class Sfc32 {
  #a = 0;
  #b: number;
  #c: number;
  #count = 1;

  /** @param seed any integer; its low 32 bits count */
  constructor(seed: number) {
    this.#b = seed | 0;
    this.#c = 0x9e3779b9 | 0;
    for (let i = 0; i < 15; i++) this.next();
  }

  /** The next word, unsigned. */
  next(): number {
    const word = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0;
    return word >>> 0;
  }

  /** An integer in 0 … bound − 1; bound under 2^21. */
  below(bound: number): number {
    return Math.floor((this.next() * bound) / 4294967296);
  }

  /** A number in [0, 1) with 32 random bits. */
  float(): number {
    return this.next() / 4294967296;
  }

  /** Reorders the first `length` items in place. */
  shuffle(items: Int32Array, length: number = items.length): void {
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = items[i]!;
      items[i] = items[j]!;
      items[j] = held;
    }
  }
}
