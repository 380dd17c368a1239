/** How much of what is expected comes from the newest run. */
const NEWEST = 0.25;

/** What runs take, learnt as they end: designs differ by much, replications of one by little. */
export class Pace {
  readonly #designs = new Map<number, number>();
  #all: number | undefined;

  /** @param seconds wall seconds of a run of the design */
  learn(design: number, seconds: number): void {
    this.#designs.set(design, moved(this.#designs.get(design), seconds));
    this.#all = moved(this.#all, seconds);
  }

  /** Wall seconds that a run of the design will take about; of all designs where it has none yet, undefined before any. */
  expected(design: number): number | undefined {
    return this.#designs.get(design) ?? this.#all;
  }
}

const moved = (before: number | undefined, seconds: number): number =>
  before === undefined ? seconds : before + NEWEST * (seconds - before);
