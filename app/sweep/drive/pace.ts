import type { RunReader } from '../../../framework/experiment/store/index.js';

/** How much of what is expected comes from the newest run. */
const NEWEST = 0.25;

/** What runs take, learnt as they end: designs differ by much, replications of one by little. */
export class Pace {
  readonly #designs = new Map<number, number>();
  #all: number | undefined;

  /** What is known of the runs of a sweep that have ended. */
  static of(runs: RunReader): Pace {
    const pace = new Pace();
    const means = runs.all<{ design: number; seconds: number }>(
      `SELECT design, avg(outcome ->> '$.seconds') AS seconds FROM run WHERE state = 'succeeded' GROUP BY design`,
    );
    for (const { design, seconds } of means) pace.learn(design, seconds);
    return pace;
  }

  /** @param seconds wall seconds of a run of the design */
  learn(design: number, seconds: number): void {
    this.#designs.set(design, moved(this.#designs.get(design), seconds));
    this.#all = moved(this.#all, seconds);
  }

  /** Whether any run has told its time. */
  get isKnown(): boolean {
    return this.#all !== undefined;
  }

  /** Wall seconds that a run of the design will take about; of all designs where it has none yet, undefined before any. */
  expected(design: number): number | undefined {
    return this.#designs.get(design) ?? this.#all;
  }
}

const moved = (before: number | undefined, seconds: number): number =>
  before === undefined ? seconds : before + NEWEST * (seconds - before);
