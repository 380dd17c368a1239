/** Where a run and its repetition first differ, as far as what was compared can tell. */
export interface Finding {
  /** What was compared: the state (a trace), a table, the ledger, or how the runs ended. */
  readonly of: 'state' | 'table' | 'ledger' | 'end';
  /** Null where it is of no step. */
  readonly step: number | null;
  /** Null where a row does not tell it. */
  readonly stage: string | null;
  /** Agents that differ, ascending; none where what differs is of no agent, or does not tell. */
  readonly agents: readonly number[];
  /** What differs, in words: a part of the state, columns with both values, a row of the ledger. */
  readonly detail: string;
}

/** The least of two, by step; of one step the first. Either may be absent. */
export function earlier(one: Finding | undefined, other: Finding | undefined): Finding | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (other.step ?? Number.POSITIVE_INFINITY) < (one.step ?? Number.POSITIVE_INFINITY) ? other : one;
}
