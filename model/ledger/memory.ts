import type { Block } from './block.js';
import { Chain } from './chain.js';
import type { Entry, LedgerRow } from './entry.js';
import { type Ledger, type LedgerPosition, type LedgerRows, requireStep } from './ledger.js';

/** Rows that stay, for whoever looks on. */
const KEPT = 512;

/** A ledger of which the root stays, and the last rows: no file, and the memory that it takes is bounded. */
export class MemoryLedger implements Ledger {
  readonly #chain: Chain;
  #latest: Kept[] = [];

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
      const first = Math.max(0, rows.length - KEPT);
      for (let i = first; i < rows.length; i++) {
        const { entry, leaf } = rows[i]!;
        this.#latest.push({ id: firstId + i, entry, leaf });
      }
      this.#latest.splice(0, this.#latest.length - KEPT);
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
      entries: ({ after, limit }) =>
        this.#latest
          .filter(({ id }) => id > after)
          .slice(0, limit)
          .map(rowOf),
      close: () => undefined,
    };
  }

  close(): void {}
}

/** A row as it was gathered, with its number. */
interface Kept {
  readonly id: number;
  readonly entry: Entry;
  readonly leaf: Buffer;
}

const rowOf = ({ id, entry, leaf }: Kept): LedgerRow => ({ ...entry, id, leaf: leaf.toString('hex') });
