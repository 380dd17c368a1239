import { type Block, blockHash, originHash } from './block.js';
import { type Entry, entryText, payloadText } from './entry.js';
import { leafHash } from './hash.js';
import type { LedgerPosition } from './ledger.js';
import { CompactRange } from './tree.js';

/** An entry that waits for its step's commit. */
export interface PendingRow {
  readonly entry: Entry;
  readonly payload: string;
  readonly leaf: Buffer;
}

/** Where a chain stands. */
export interface Position {
  readonly height: number;
  readonly step: number;
  readonly head: Buffer;
  readonly tree: CompactRange;
}

/** The hashes of a ledger, wherever its rows are kept: entries are gathered, and become the block of their step. */
export class Chain {
  #position: Position;
  #pending: PendingRow[] = [];

  constructor(position: Position) {
    this.#position = position;
  }

  /** A chain without blocks. */
  static begin(origin: string): Chain {
    return new Chain({ height: 0, step: 0, head: originHash(origin), tree: new CompactRange() });
  }

  get rows(): number {
    return this.#position.tree.size;
  }

  get root(): string {
    return this.#position.tree.root().toString('hex');
  }

  get head(): string {
    return this.#position.head.toString('hex');
  }

  get height(): number {
    return this.#position.height;
  }

  /** Step of the last block. */
  get step(): number {
    return this.#position.step;
  }

  /** What is gathered. */
  get pending(): readonly PendingRow[] {
    return this.#pending;
  }

  /** @returns the entry's leaf hash, hexadecimal */
  append(entry: Entry): string {
    const payload = payloadText(entry);
    const leaf = leafHash(entryText(entry, payload));
    this.#pending.push({ entry, payload, leaf });
    return leaf.toString('hex');
  }

  /** Makes a block of what is gathered. Where `store` throws, nothing has changed. */
  commit(step: number, store: (block: Block, rows: readonly PendingRow[]) => void): Block {
    const { height, head, tree } = this.#position;
    const grown = tree.clone();
    for (const row of this.#pending) grown.push(row.leaf);
    const header = {
      height,
      step,
      firstId: tree.size + 1,
      lastId: grown.size,
      root: grown.root().toString('hex'),
      previous: head.toString('hex'),
    };
    const hash = blockHash(header);
    const block: Block = { ...header, hash: hash.toString('hex') };
    store(block, this.#pending);
    this.#position = { height: height + 1, step, head: hash, tree: grown };
    this.#pending = [];
    return block;
  }

  save(): LedgerPosition {
    const { height, step, head, tree } = this.#position;
    const peaks = tree.peaks.map((peak) => peak.toString('hex'));
    return { height, step, head: head.toString('hex'), rows: tree.size, peaks };
  }

  restore({ height, step, head, rows, peaks }: LedgerPosition): void {
    const tree = CompactRange.of(
      peaks.map((peak) => Buffer.from(peak, 'hex')),
      rows,
    );
    this.#position = { height, step, head: Buffer.from(head, 'hex'), tree };
    this.#pending = [];
  }
}
