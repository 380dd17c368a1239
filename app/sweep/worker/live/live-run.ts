import type { Model, RunOutcome } from '../../../../framework/index.js';
import type { RunFacts, RunPlace, RunResult, Watch } from '../../../run/watch.js';
import { type Send, Show } from './show.js';

/** What a run is told by those who let it be looked at. */
export interface Looking {
  readonly isWanted: () => boolean;
  /** Its views can't be read. */
  readonly failed: () => void;
  readonly tell: Send;
  /** It has ended. */
  readonly gone: () => void;
}

/** A run at work, which is shown while somebody wants to see it. */
export class LiveRun implements Watch {
  readonly #looking: Looking;
  #run: readonly [RunPlace, Model, RunFacts] | undefined;
  #show: Show | undefined;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  inspect(agent: number | null): void {
    this.#show?.inspect(agent ?? undefined);
  }

  begin(place: RunPlace, model: Model, facts: RunFacts): void {
    // One that was begun before has another model now.
    this.hide();
    this.#run = [place, model, facts];
    this.#open();
  }

  gate(): undefined {
    this.#open();
  }

  /** It has ended; with its outcome where it came to one. */
  over(state: RunResult['state'], outcome?: RunOutcome): void {
    if (this.#show !== undefined && this.#run !== undefined) {
      const [run, { step: steps, clock }] = this.#run;
      const outcomes = Object.entries(outcome?.outcomes ?? {});
      const seconds = clock.time / 1000;
      this.#looking.tell([{ type: 'ended', run, state, steps, seconds, outcomes }], () => undefined);
    }
    this.hide();
    this.#looking.gone();
  }

  hide(): void {
    this.#show?.close();
    this.#show = undefined;
  }

  ended(): void {}

  say(): void {}

  close(): void {}

  #open(): void {
    if (this.#show !== undefined || this.#run === undefined || !this.#looking.isWanted()) return;
    try {
      this.#show = new Show(...this.#run, this.#looking.tell);
    } catch (error) {
      this.#looking.failed();
      const text = `it can't be shown: ${error}`;
      this.#looking.tell([{ type: 'log', time: Date.now(), level: 'error', text }], () => undefined);
    }
  }
}
