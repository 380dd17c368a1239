import { canonicalJson } from '../../framework/index.js';
import { type EntryKind, LedgerReader, type LedgerRow } from '../../model/ledger/index.js';
import type { Finding } from './finding.js';

/** Stages that write rows of a kind. */
const STAGES: Readonly<Record<EntryKind, string>> = {
  genesis: '(set-up)',
  sync: 'traffic',
  signature: 'broadcast',
  votes: 'validate',
  decision: 'agree',
  supersede: 'agree',
  expiry: 'agree',
  veto: 'traffic, agree or learn',
  revocation: 'traffic, agree or learn',
};

/**
 * The first row in which two ledgers differ.
 * @param isOpen whether the recorded one may end early: its run was stopped
 * @returns rows that were found equal, and where they differ
 */
export function compareLedgers(
  recorded: string,
  repeated: string,
  isOpen: boolean,
): { readonly rows: number; readonly finding: Finding | undefined } {
  const [one, other] = [LedgerReader.open(recorded), LedgerReader.open(repeated)];
  try {
    const beside = other.entries();
    let rows = 0;
    for (const row of one.entries()) {
      const { done, value } = beside.next();
      if (done === true) return { rows, finding: found(row, 'is not written now') };
      const differ = KEYS.filter((key) => canonicalJson(row[key]) !== canonicalJson(value[key]));
      if (differ.length > 0) {
        const first = value.step < row.step ? value : row;
        return { rows, finding: found(first, `differs in ${differ.join(', ')}`) };
      }
      rows++;
    }
    const { done, value } = beside.next();
    if (done === true || isOpen) return { rows, finding: undefined };
    return { rows, finding: found(value, 'was not recorded') };
  } finally {
    one.close();
    other.close();
  }
}

const KEYS = ['kind', 'step', 'node', 'signature', 'payload'] as const;

const found = ({ id, kind, step, node }: LedgerRow, what: string): Finding => ({
  of: 'ledger',
  step,
  stage: STAGES[kind],
  agents: node === null ? [] : [node],
  detail: `row ${id} of the ledger (${kind}) ${what}`,
});

/** Steps that a ledger has committed; undefined where it has none. */
export function stepsIn(path: string): number | undefined {
  const reader = LedgerReader.open(path);
  try {
    const block = reader.lastBlock();
    return block === undefined ? undefined : block.step + 1;
  } finally {
    reader.close();
  }
}
