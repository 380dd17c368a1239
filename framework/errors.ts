/** Exit codes of the command line; an error carries the one it leads to. */
export const Exit = {
  ok: 0,
  failure: 1,
  usage: 2,
  someFailed: 3,
  threshold: 4,
  tampered: 5,
  differs: 6,
  sigint: 130,
  sigterm: 143,
} as const;

/** What an error says besides its message. */
export interface StarlingErrorOptions {
  /** Exit code that the error leads to; 1 by default. */
  readonly code?: number | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** Where it happened: a file, `file:line:column`, a path inside a document. */
  readonly place?: string | undefined;
  /** The error that led to it. */
  readonly cause?: unknown;
}

/** An error written for people: the message says what happened and what was expected. */
export class StarlingError extends Error {
  override readonly name = 'StarlingError';
  /** Exit code that the error leads to: one of `Exit`. */
  readonly code: number;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** Where it happened: a file, `file:line:column`, a path inside a document. */
  readonly place: string | undefined;

  constructor(message: string, options: StarlingErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code ?? Exit.failure;
    this.hint = options.hint;
    this.place = options.place;
  }
}
