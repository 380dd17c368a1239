import type { RunRow } from '../../../framework/index.js';
import { duration, figure, leftOf, type Mark, marked, rateOf } from '../../tui/pace.js';
import type { SweepCounts, SweepWatch } from './watch.js';

/** Seconds between two lines of progress. */
const EVERY = 5;

/** Progress of a sweep as plain lines: counts, rate and time left every few seconds, failures at once. */
export class SweepLines implements SweepWatch {
  readonly #write: (line: string) => void;
  readonly #clock: () => number;
  #marks: readonly Mark[] = [];
  #shown = Number.NEGATIVE_INFINITY;
  #isOver = false;

  /** @param clock seconds */
  constructor(write: (line: string) => void, clock: () => number = () => performance.now() / 1000) {
    this.#write = write;
    this.#clock = clock;
  }

  say(line: string): void {
    this.#write(line);
  }

  counted({ pending, running, succeeded, failed, aborted }: SweepCounts): void {
    const at = this.#clock();
    const done = succeeded + failed;
    const all = done + pending + running + aborted;
    this.#marks = marked(this.#marks, { done, at }, 30);
    const ended = pending + running === 0;
    if (this.#isOver || (at - this.#shown < EVERY && !ended)) return;
    this.#isOver = ended;
    this.#shown = at;
    const rate = rateOf(this.#marks);
    const left = ended ? undefined : leftOf(this.#marks, all - aborted);
    this.#write(
      [
        `${done}/${all} runs`,
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(aborted > 0 ? [`${aborted} aborted`] : []),
        ...(rate === undefined || rate === 0 ? [] : [`${figure(rate)} runs/s`]),
        ...(left === undefined ? [] : [`${duration(left)} left`]),
      ].join('  '),
    );
  }

  failed(run: RunRow, again: boolean): void {
    this.#write(failureText(run, again));
  }

  close(): void {}
}

/** That an attempt at a run failed, in one line. */
export function failureText({ key, design, seed, attempts, failure }: RunRow, again: boolean): string {
  const which = `run ${key.slice(0, 16)} (design ${design}, seed ${seed})`;
  const next = again ? 'it is tried again' : 'it is given up';
  return `${which}: attempt ${attempts} failed: ${failure?.message ?? 'unknown'}; ${next}`;
}
