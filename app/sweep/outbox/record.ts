import type { RunFailure, RunOutcome, Value, ValueType } from '../../../framework/index.js';

/**
 * What a shard's process appends to its outbox, a line of JSON each. A last line without its end is none; one that a process
 * left without its end is followed by an empty line.
 */
export type OutboxRecord = Began | Rows | Succeeded | Failed | Drained;

interface About {
  readonly key: string;
  readonly attempt: number;
  /** Host and number of the process: two may do one shard, when an engine believes the first dead. */
  readonly writer: string;
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
  /** How many rows it wrote, by table: it counts where they are all there. */
  readonly rows: Readonly<Record<string, number>>;
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
