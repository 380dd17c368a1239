import type { Model } from '../../framework/index.js';
import type { RunFacts, RunPlace, Watch } from '../run/watch.js';
import { duration, figure, leftOf, type Mark, marked, rateOf } from './pace.js';

/** Progress as plain lines: the first and last step of a run, and one a second between. */
export class LineWatch implements Watch {
  readonly #write: (line: string) => void;
  readonly #clock: () => number;

  /** @param clock seconds */
  constructor(write: (line: string) => void, clock: () => number = () => performance.now() / 1000) {
    this.#write = write;
    this.#clock = clock;
  }

  say(line: string): void {
    this.#write(line);
  }

  begin({ index, of, arm, seed }: RunPlace, model: Model, { steps }: RunFacts): void {
    const which = arm === undefined ? `seed ${seed}` : `${arm}, seed ${seed}`;
    const prefix = of > 1 ? `run ${index + 1}/${of} (${which}) ` : '';
    let marks: readonly Mark[] = [];
    let shown = Number.NEGATIVE_INFINITY;
    const tell = (done: number): void => {
      const now = this.#clock();
      marks = marked(marks, { done, at: now });
      if (now - shown < 1 && done !== steps) return;
      shown = now;
      const rate = rateOf(marks);
      const left = leftOf(marks, steps);
      const parts = [`${prefix}step ${done}${steps === undefined ? '' : `/${steps}`}`];
      if (rate !== undefined && done > 0) parts.push(`${figure(rate)} steps/s`);
      if (left !== undefined && done !== steps) parts.push(`${duration(left)} left`);
      this.#write(parts.join('  '));
    };
    tell(model.step);
    model.events.on('step', ({ step }) => tell(step + 1));
  }

  gate(): undefined {
    return undefined;
  }

  ended(): void {}

  close(): void {}
}
