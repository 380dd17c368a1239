import type { Work } from './work.js';

/** What work costs on a device, in seconds. */
export interface Cost {
  /** Until the first step is done: programs are compiled, columns go over. */
  readonly start: number;
  /** Of every step, whatever its size. */
  readonly step: number;
  /** Of every record of a step. */
  readonly record: number;
}

/** One measurement: seconds that a step of so many records took. */
export interface Timed {
  readonly records: number;
  readonly seconds: number;
}

/** The straight line through two measurements, with nothing below zero; `small` has the fewer records. */
export function costOf(start: number, small: Timed, large: Timed): Cost {
  const record = Math.max(0, (large.seconds - small.seconds) / (large.records - small.records));
  return { start, step: Math.max(0, small.seconds - record * small.records), record };
}

/** Seconds that the work takes, about. */
export const secondsOf = ({ start, step, record }: Cost, { steps, records }: Work): number =>
  start + step * steps + record * records;
