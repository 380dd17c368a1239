import type { Block } from './block.js';
import { Chain } from './chain.js';
import type { Entry, LedgerRow } from './entry.js';
import { type Ledger, type LedgerPosition, type LedgerRows, requireStep } from './ledger.js';

/** Rows that stay, for whoever looks on. */
const KEPT = 512;

/** A ledger of which the root stays, and the last rows: no file, and the memory that it takes is bounded. */
export class MemoryLedger implements Ledger {
  readonly #chain: Chain;
  #latest: LedgerRow[] = [];

  /** @param origin name of the log, bound into block 0; equal entries under one name have one root */
  constructor(origin: string) {
    this.#chain = Chain.begin(origin);
  }

  get rows(): number {
    return this.#chain.rows;
  }

  get root(): string {
    return this.#chain.root;
  }

  get extent(): Ledger['extent'] {
    return { rows: this.rows, root: this.root };
  }

  append(entry: Entry): string {
    return this.#chain.append(entry);
  }

  commit(step: number): Block {
    requireStep(this.#chain, step);
    return this.#chain.commit(step, ({ firstId }, rows) => {
      const added = rows.slice(-KEPT).map(({ entry, leaf }, i, { length }) => ({
        ...entry,
        id: firstId + rows.length - length + i,
        leaf: leaf.toString('hex'),
      }));
      this.#latest = [...this.#latest, ...added].slice(-KEPT);
    });
  }

  save(): LedgerPosition {
    return this.#chain.save();
  }

  restore(position: LedgerPosition): void {
    this.#chain.restore(position);
    this.#latest = [];
  }

  /** The last 512 rows. */
  read(): LedgerRows {
    return {
      entries: ({ after, limit }) => this.#latest.filter(({ id }) => id > after).slice(0, limit),
      close: () => undefined,
    };
  }

  close(): void {}
}
