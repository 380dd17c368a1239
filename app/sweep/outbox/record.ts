import type { RunFailure, RunOutcome, Value, ValueType } from '../../../framework/index.js';

/** What a shard's process appends to its outbox, a line of JSON each; a last line without its end is none. */
export type OutboxRecord = Began | Rows | Succeeded | Failed | Drained;

interface About {
  readonly key: string;
  readonly attempt: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Written before a run is made. */
export interface Began extends About {
  readonly kind: 'began';
  readonly host: string;
  readonly pid: number;
}

/** Up to 8,192 rows of a table, by column; they count once the run has succeeded. */
export interface Rows extends About {
  readonly kind: 'rows';
  /** `model` or `agents`, or another table of the model. */
  readonly table: string;
  readonly types: Readonly<Record<string, ValueType>>;
  readonly columns: Readonly<Record<string, readonly Value[]>>;
}

/** Written last, and once for a run. */
export interface Succeeded extends About {
  readonly kind: 'succeeded';
  readonly outcome: RunOutcome;
}

export interface Failed extends About {
  readonly kind: 'failed';
  /** Wall seconds until then. */
  readonly seconds: number;
  readonly failure: RunFailure;
}

/** The process was asked to end: the run was broken off and is nobody's. */
export interface Drained extends About {
  readonly kind: 'drained';
}
