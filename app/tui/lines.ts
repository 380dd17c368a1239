import type { SingleRun } from '../../model/experiment.js';
import type { Watch } from '../run/watch.js';
import { duration, figure, Pace } from './pace.js';

/** Progress as plain lines: the first and last step of a run, and one a second between. */
export class LineWatch implements Watch {
  readonly #write: (line: string) => void;
  readonly #clock: () => number;
  #prefix = '';
  #pace = new Pace();
  #shown = Number.NEGATIVE_INFINITY;

  /** @param clock seconds */
  constructor(write: (line: string) => void, clock: () => number = () => performance.now() / 1000) {
    this.#write = write;
    this.#clock = clock;
  }

  say(line: string): void {
    this.#write(line);
  }

  begin({ arm, seed }: SingleRun, index: number, of: number): void {
    this.#prefix = of > 1 ? `run ${index + 1}/${of} (${arm}, seed ${seed}) ` : '';
    this.#pace = new Pace();
    this.#pace.mark(0, this.#clock());
    this.#shown = Number.NEGATIVE_INFINITY;
  }

  step(done: number, total: number | undefined): void {
    const now = this.#clock();
    this.#pace.mark(done, now);
    if (now - this.#shown < 1 && done !== total) return;
    this.#shown = now;
    const { rate } = this.#pace;
    const left = this.#pace.left(total);
    const parts = [`${this.#prefix}step ${done}${total === undefined ? '' : `/${total}`}`];
    if (rate !== undefined && done > 0) parts.push(`${figure(rate)} steps/s`);
    if (left !== undefined && done !== total) parts.push(`${duration(left)} left`);
    this.#write(parts.join('  '));
  }

  stage(): void {}

  close(): void {}
}
