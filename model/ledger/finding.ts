/** What a ledger was seen to be, kept where its owner can't reach it: only this shows a cut tail or a new history. */
export interface Checkpoint {
  readonly rows: number;
  /** Merkle root over the first `rows` rows, hexadecimal. */
  readonly root: string;
  /** True when the ledger was finished then: later rows are findings too. */
  readonly final?: boolean;
}

export interface Finding {
  readonly kind:
    | 'file' // SQLite's own integrity check
    | 'schema' // a table, index, view or trigger is missing, changed or foreign
    | 'changed' // a row does not hash to its leaf
    | 'missing' // rows that a block covers are not there
    | 'surplus' // rows that no block covers, or that came after the final checkpoint
    | 'root' // the rows of a block do not give its Merkle root: swapped, replaced or inserted
    | 'block' // a block's header is wrong in itself or does not continue the one before
    | 'truncated' // fewer rows than the checkpoint saw
    | 'rewritten'; // the checkpoint saw another history
  /** First row that is bad, where one can be told; for 'root' the first row of the first bad block. */
  readonly id: number | null;
  readonly message: string;
}

/** The first finding and how many more there are, in one line. */
export function describeFindings(findings: readonly Finding[]): string {
  const rest = findings.length - 1;
  return `${findings[0]!.message}${rest > 0 ? ` (and ${rest} more)` : ''}`;
}
