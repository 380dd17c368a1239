/** Steps that were done at a time, in seconds of the clock of a run. */
export interface Mark {
  readonly done: number;
  readonly at: number;
}

/** Seconds that a rate looks back. */
const SPAN = 10;

/** The marks with a further one, without those that a rate over the last `span` seconds needs no more. */
export function marked(marks: readonly Mark[], mark: Mark, span = SPAN): readonly Mark[] {
  const all = [...marks, mark];
  const recent = all.findIndex(({ at }) => at >= mark.at - span);
  return all.slice(Math.max(0, recent - 1));
}

/** Steps a second, or undefined before two marks. */
export function rateOf(marks: readonly Mark[]): number | undefined {
  const first = marks[0];
  const last = marks.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at) return undefined;
  return (last.done - first.done) / (last.at - first.at);
}

/** Seconds until `total` steps are done; undefined where they, or the rate, are unknown. */
export function leftOf(marks: readonly Mark[], total: number | undefined): number | undefined {
  const rate = rateOf(marks);
  const last = marks.at(-1);
  if (total === undefined || last === undefined || rate === undefined || rate <= 0) return undefined;
  return (total - last.done) / rate;
}

/** `3.2 s`, `4 min 5 s`, `2 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Three figures: `0.123`, `12.3`; whole from a thousand on: `1234`. */
export const figure = (value: number): string =>
  String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));
