import type { RunLimits } from '../../shard.js';

/** A run as the watchdog sees it. */
export interface Watched {
  /** Counts the runs of the process, from 1. */
  readonly number: number;
  readonly key: string;
  readonly attempt: number;
  readonly limits: RunLimits;
  /** Milliseconds since 1970. */
  readonly began: number;
  /** The file that an end is told in. */
  readonly outbox: string;
}

/** What the watchdog's thread is made with. */
export interface Post {
  /**
   * One cell: the number of the run that is at work, 0 between two. Whoever takes it from there says what becomes of the
   * run: its process puts 0, the watchdog puts the number negated.
   */
  readonly cell: Int32Array;
  /** Process that is to live. */
  readonly parent: number;
}
