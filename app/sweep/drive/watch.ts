import type { RunRow, SweepRunState } from '../../../framework/index.js';

/** Runs of a sweep by state. */
export type SweepCounts = Readonly<Record<SweepRunState, number>>;

/** What a sweep tells the people who watch it; they change nothing. */
export interface SweepWatch {
  /** A line that matters whatever the form of the progress. */
  say(line: string): void;
  /** Runs may have changed. */
  counted(counts: SweepCounts): void;
  /** An attempt at a run failed. @param again whether it will be tried once more */
  failed(run: RunRow, again: boolean): void;
  /** Takes down what was drawn. */
  close(): Promise<void> | void;
}
