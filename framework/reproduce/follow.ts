import { type Difference, firstDifference } from './difference.js';
import type { Moment } from './moments.js';

/** Compares a run with another one, moment by moment, and stops at the first difference. */
export class Follower {
  readonly #expected: Iterator<Moment>;
  #difference: Difference | undefined;
  #compared = 0;
  #isAtEnd = false;

  /** @param expected the moments of the other run; read as far as this one gets */
  constructor(expected: Iterable<Moment>) {
    this.#expected = expected[Symbol.iterator]();
  }

  /** Where the two first differ; undefined as long as they don't. */
  get difference(): Difference | undefined {
    return this.#difference;
  }

  /** Moments that were found equal. */
  get compared(): number {
    return this.#compared;
  }

  /** Whether this run has come further than the other one's moments go. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** The next moment of this run; what comes after a difference, or after the other run's end, is not looked at. */
  take(moment: Moment): void {
    if (this.#difference !== undefined || this.#isAtEnd) return;
    const { done, value: expected } = this.#expected.next();
    if (done === true) {
      this.#isAtEnd = true;
      return;
    }
    const { step, stage } = expected;
    const isElsewhere = step !== moment.step || stage !== moment.stage;
    const found = isElsewhere
      ? { part: 'stages', agents: [] }
      : firstDifference(expected.state, moment.state);
    if (found !== undefined) this.#difference = { step, stage, ...found };
    else this.#compared++;
  }
}
