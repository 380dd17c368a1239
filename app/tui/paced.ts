import type { Model } from '../../framework/index.js';
import type { LogLevel, RunFacts, RunPlace, RunResult, Watch } from '../run/watch.js';

/** A watch whose held run can be let go. */
export interface OpenedWatch extends Watch {
  release?(): void;
  /** The run waits for so many milliseconds before its next step. */
  waits?(milliseconds: number): void;
}

/**
 * Holds a run back, so that it does at most so many steps a second and people can see them. What it waits counts as its
 * time: the clock and the rate that are shown are those of what is seen.
 */
export class PacedWatch implements Watch {
  readonly #watch: OpenedWatch;
  /** Milliseconds from the beginning of a step to that of the next. */
  readonly #interval: number;
  #model: Model | undefined;
  /** When the next step may begin. */
  #due = Number.NEGATIVE_INFINITY;
  #go: (() => void) | undefined;
  #isReleased = false;

  /** @param pace steps a second */
  constructor(watch: OpenedWatch, pace: number) {
    this.#watch = watch;
    this.#interval = 1000 / pace;
  }

  say(line: string): void {
    this.#watch.say(line);
  }

  log(level: LogLevel, text: string): void {
    this.#watch.log?.(level, text);
  }

  begin(place: RunPlace, model: Model, facts: RunFacts): void {
    this.#model = model;
    this.#watch.begin(place, model, facts);
  }

  gate(): Promise<void> | undefined {
    const wait = this.#due - performance.now();
    if (wait <= 0 || this.#isReleased) return this.#pass();
    this.#watch.waits?.(wait);
    return this.#hold(wait).then(() => this.#pass());
  }

  ended(place: RunPlace, result: RunResult): void {
    this.#watch.ended(place, result);
  }

  /** Lets the run end. */
  release(): void {
    this.#isReleased = true;
    this.#go?.();
    this.#watch.release?.();
  }

  async close(): Promise<void> {
    await this.#watch.close();
  }

  /** A pause may hold it further, which is no part of its time. */
  async #pass(): Promise<void> {
    await this.#watch.gate();
    this.#due = performance.now() + this.#interval;
  }

  async #hold(wait: number): Promise<void> {
    const from = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#go = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#go = undefined;
    this.#model?.clock.add(performance.now() - from);
  }
}
