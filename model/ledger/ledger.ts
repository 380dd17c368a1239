import { StarlingError } from '../../framework/errors.js';
import type { Block } from './block.js';
import type { Chain } from './chain.js';
import type { Entry, LedgerRow } from './entry.js';

/** Where a ledger stands between two steps, for checkpoints; hashes in hexadecimal. */
export interface LedgerPosition {
  readonly height: number;
  readonly step: number;
  readonly head: string;
  readonly rows: number;
  readonly peaks: readonly string[];
}

/** Rows of a ledger that is being written. */
export interface LedgerRows {
  /** Rows with ids beyond `after`, at most `limit`, in order. */
  entries(filter: { readonly after: number; readonly limit: number }): Iterable<LedgerRow>;
  close(): void;
}

/**
 * What a run writes its ledger into: entries are gathered by `append` and committed, all or none, with their step.
 * Where its rows are kept makes no difference to the root.
 */
export interface Ledger {
  /** Committed rows. */
  readonly rows: number;
  /** Merkle root over all committed rows, hexadecimal. */
  readonly root: string;
  /** Rows of the whole ledger and the root over them. */
  readonly extent: { readonly rows: number; readonly root: string };
  /** @returns the entry's leaf hash, hexadecimal. @throws StarlingError for an invalid entry, which adds nothing */
  append(entry: Entry): string;
  /** Makes the gathered entries the block of `step`, also when there are none. Steps never fall. */
  commit(step: number): Block;
  save(): LedgerPosition;
  restore(position: LedgerPosition): void;
  /** For whoever looks on. */
  read(): LedgerRows;
  close(): void;
}

/** @throws StarlingError for a step that lies before the last, and for entries that carry another */
export function requireStep(chain: Chain, step: number, place?: string): void {
  const stray = chain.pending.find((row) => row.entry.step !== step);
  const last = chain.step;
  if (stray === undefined && Number.isSafeInteger(step) && step >= last) return;
  throw new StarlingError(
    stray === undefined
      ? `Step ${step} can't be committed to the ledger: expected a whole number of at least ${last}, the last step.`
      : `Step ${step} can't be committed to the ledger: an entry of kind ${stray.entry.kind} carries step ${stray.entry.step}.`,
    { place, hint: 'An entry carries the step in which it is appended.' },
  );
}
