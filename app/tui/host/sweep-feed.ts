import type { Message } from '../protocol.js';
import type { RunDetails, SweepDelta, SweepShape } from '../sweep-protocol.js';

/** What there is to show of a sweep, wherever it comes from. */
export interface SweepFeed {
  readonly shape: SweepShape;
  /** What has changed since the last time it was asked; the first time what differs from a sweep that has not begun. */
  take(): SweepDelta;
  details(cell: number): RunDetails;
  /** Whether a cell's run is at work, as of the last `take`. */
  isRunning(cell: number): boolean;
}

/** Lets runs be looked at while they are at work. */
export interface LiveRuns {
  /**
   * Hears what the run of a cell tells, from its next step on.
   *
   * @param over called with a line for people that says why there is nothing to hear, or no more
   */
  watch(cell: number, heard: (messages: readonly Message[]) => void, over: (why: string) => void): LiveView;
}

/** A look at a run that is at work. */
export interface LiveView {
  /** Tells about an agent with every frame; of none where undefined. */
  inspect(agent: number | undefined): void;
  stop(): void;
}
