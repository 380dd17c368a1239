import type { Hood } from './hood.js';

/** A hood that keeps the steps it has found, one list after another, each behind its length. */
export abstract class KeptHood implements Hood {
  steps = new Int32Array(64);
  #used = 0;

  abstract open(cell: number): number;

  /** Forgets all lists. */
  protected drop(): void {
    this.steps = new Int32Array(64);
    this.#used = 0;
  }

  /** Answers the entry of the list. */
  protected keep(steps: ArrayLike<number>): number {
    const entry = this.#used;
    const end = entry + 1 + steps.length;
    if (end > this.steps.length) {
      const longer = new Int32Array(Math.max(end, this.steps.length * 2));
      longer.set(this.steps.subarray(0, entry));
      this.steps = longer;
    }
    this.steps[entry] = steps.length;
    this.steps.set(steps, entry + 1);
    this.#used = end;
    return entry;
  }
}
