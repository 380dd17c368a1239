/** Steps a second over the last few seconds, and the time left; clocked from outside, so that it can be tested. */
export class Pace {
  readonly #marks: { readonly at: number; readonly done: number }[] = [];
  readonly #span: number;

  /** @param span seconds that the rate looks back */
  constructor(span = 10) {
    this.#span = span;
  }

  /** Notes that `done` steps are done at `at` seconds. */
  mark(done: number, at: number): void {
    this.#marks.push({ at, done });
    while (this.#marks.length > 2 && this.#marks[1]!.at < at - this.#span) this.#marks.shift();
  }

  /** Steps a second, or undefined before two marks. */
  get rate(): number | undefined {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (first === undefined || last === undefined || last.at <= first.at) return undefined;
    return (last.done - first.done) / (last.at - first.at);
  }

  /** Seconds until `total` steps are done. */
  left(total: number | undefined): number | undefined {
    const { rate } = this;
    const done = this.#marks.at(-1)?.done;
    return total === undefined || done === undefined || rate === undefined || rate <= 0
      ? undefined
      : (total - done) / rate;
  }
}

/** `3.2 s`, `4 min 5 s`, `2 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Three figures: `0.123`, `12.3`, `1230`. */
export const figure = (value: number): string =>
  value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
