import type { RunState } from '../run/manifest.js';
import type { Finding } from './finding.js';

/** What came of running a run again, or twice. */
export interface Verdict {
  /** Which of the runs of its scenario it is; empty where there is one alone. */
  readonly name: string;
  /** How the recorded run ended. */
  readonly state: RunState;
  /** Of the two that were compared; null where one has none. */
  readonly digests: readonly [string | null, string | null];
  /** States after stages that were found equal; null without a trace. */
  readonly states: number | null;
  /** Rows of tables, and of the ledger, that were found equal. */
  readonly rows: number;
  readonly entries: number;
  /** Where the two differ; undefined where they don't. */
  readonly finding: Finding | undefined;
  /** What else is to be said. */
  readonly notes: readonly string[];
  /** Whether a signal ended the comparison before its end. */
  readonly interrupted: boolean;
}
