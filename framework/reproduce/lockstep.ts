import type { Model } from '../model/index.js';
import type { Difference } from './difference.js';
import { Follower } from './follow.js';
import { type Moment, watchMoments } from './moments.js';

/** What one of two runs in lockstep is run with. */
export interface Side {
  /** To be called with the run's model before its first step. */
  watch(model: Model): void;
  /** For `RunOptions.gate`: holds the run until the other one is as far. */
  gate(): Promise<void> | undefined;
  /** For `RunOptions.signal`: aborted once the two differ. */
  readonly signal: AbortSignal;
  /** To be called once the run is over, however it ended. */
  over(): void;
}

/**
 * Two runs of one model in step: the second does a step once the first has done it, and their states are compared after
 * every stage. Equal seeds must make equal runs, so whatever differs came from elsewhere: a clock, `Math.random`, the
 * order of a Map that depends on either, or something that both runs share.
 */
export class Lockstep {
  /** What was told of the first run and is still to be compared, and of the second. */
  readonly #ahead: Moment[] = [];
  readonly #behind: Moment[] = [];
  readonly #follower = new Follower(drained(this.#ahead));
  readonly #abort = new AbortController();
  readonly #done = [0, 0];
  #wake: (() => void)[] = [];

  /** The run that goes ahead, by a step at most. */
  readonly first: Side = this.#side(0, this.#ahead);
  /** The run that comes after, and is compared. */
  readonly second: Side = this.#side(1, this.#behind);

  /** Where the two first differ; undefined as long as they don't. */
  get difference(): Difference | undefined {
    return this.#follower.difference;
  }

  /** States that were found equal. */
  get compared(): number {
    return this.#follower.compared;
  }

  #side(side: 0 | 1, told: Moment[]): Side {
    return {
      signal: this.#abort.signal,
      watch: (model) => {
        watchMoments(model, (moment) => {
          told.push(moment);
          this.#compare();
        });
        model.events.on('step', () => this.#advance(side, this.#done[side]! + 1));
      },
      gate: () => (this.#mayStep(side) ? undefined : this.#wait(side)),
      over: () => this.#advance(side, Number.POSITIVE_INFINITY),
    };
  }

  /** Runs that go on from a checkpoint tell of it before any gate: the second one, too, may be the first to tell. */
  #compare(): void {
    while (this.#ahead.length > 0 && this.#behind.length > 0) this.#follower.take(this.#behind.shift()!);
    // What the first run never came to has nothing to be compared with.
    if (this.#done[0] === Number.POSITIVE_INFINITY) this.#behind.length = 0;
    if (this.difference !== undefined) this.#abort.abort();
  }

  /** The first run is never more than a step ahead, and the second never ahead. */
  #mayStep(side: 0 | 1): boolean {
    const [first, second] = this.#done as [number, number];
    return this.#abort.signal.aborted || (side === 0 ? first <= second : second < first);
  }

  async #wait(side: 0 | 1): Promise<void> {
    while (!this.#mayStep(side)) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  #advance(side: 0 | 1, steps: number): void {
    this.#done[side] = steps;
    const waiting = this.#wake;
    this.#wake = [];
    for (const resolve of waiting) resolve();
  }
}

/** Takes items out of a list, as long as there are some when it is asked. */
function* drained<T>(items: T[]): Generator<T> {
  for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
}
