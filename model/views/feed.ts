import type { FeedView } from '../../framework/index.js';
import type { Ledger, LedgerRow, LedgerRows } from '../ledger/index.js';

/** The ledger as it grows, read from when it is first looked at. */
export function ledgerFeed(ledger: Ledger): FeedView & { close(): void } {
  let reader: LedgerRows | undefined;
  return {
    kind: 'feed',
    title: 'Ledger',
    columns: ['id', 'step', 'kind', 'node', 'signature', 'what'],
    rows(from, most) {
      const next = ledger.rows;
      if (next <= from) return { next: from, rows: [] };
      reader ??= ledger.read();
      const after = Math.max(from, next - most);
      return { next, rows: Array.from(reader.entries({ after, limit: most }), told) };
    },
    close() {
      reader?.close();
      reader = undefined;
    },
  };
}

const told = (row: LedgerRow): string[] => [
  String(row.id),
  String(row.step),
  row.kind,
  row.node === null ? '' : String(row.node),
  row.signature === null ? '' : row.signature.slice(0, 10),
  whatOf(row),
];

/** The gist of a payload in a few words. */
function whatOf({ kind, payload }: LedgerRow): string {
  const figure = (key: string): string => String(payload[key] ?? '–');
  switch (kind) {
    case 'genesis':
      return `${figure('sharing')}, ${figure('nodes')} nodes, seed ${figure('seed')}`;
    case 'signature':
      return `${figure('count')} records`;
    case 'votes':
      return `of ${figure('voters')} nodes`;
    case 'decision':
    case 'supersede':
    case 'expiry':
      return `${figure('verdict')}: ${figure('confirms')} confirm, ${figure('rejects')} reject`;
    case 'revocation':
      return `${figure('vetoes')} of ${figure('members')} veto`;
    case 'veto':
      return 'nodes do not apply it';
    case 'sync':
      return 'lists agree';
  }
}
