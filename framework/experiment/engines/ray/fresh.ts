/** Something that is asked for anew only where what was last heard of it is old. */
export class Fresh<T> {
  readonly #ask: () => Promise<T>;
  readonly #ms: number;
  readonly #now: () => number;
  #last: { readonly at: number; readonly answer: T } | undefined;
  #changes = 0;

  /**
   * @param ms how long an answer holds
   * @param now milliseconds
   */
  constructor(ask: () => Promise<T>, ms: number, now: () => number) {
    this.#ask = ask;
    this.#ms = ms;
    this.#now = now;
  }

  async get(): Promise<T> {
    const at = this.#now();
    if (this.#last !== undefined && at - this.#last.at < this.#ms) return this.#last.answer;
    const before = this.#changes;
    const answer = await this.#ask();
    if (before === this.#changes) this.#last = { at, answer };
    return answer;
  }

  /** What was heard, or is about to be, holds no longer. */
  changed(): void {
    this.#last = undefined;
    this.#changes++;
  }
}
