import type Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../framework/errors.js';
import { type Block, blockHash, originHash } from './block.js';
import { createDatabase, guarded, openForWriting, type Synchronous } from './connection.js';
import { type Entry, entryText, payloadText } from './entry.js';
import { describeFindings } from './finding.js';
import { leafHash } from './hash.js';
import { CompactRange } from './tree.js';
import { verifyDatabase } from './verify.js';

export interface CreateOptions {
  /** Name of the log, bound into block 0; by custom the scenario and seed. No times, hosts or paths. */
  readonly origin: string;
  /** FULL (default): a committed step outlives a power cut. NORMAL: it outlives a crash of the process. */
  readonly synchronous?: Synchronous;
}

interface PendingRow {
  readonly entry: Entry;
  readonly payload: string;
  readonly leaf: Buffer;
}

interface Position {
  readonly height: number;
  readonly step: number;
  readonly head: Buffer;
  readonly tree: CompactRange;
}

/**
 * The one writer of a ledger. Entries are gathered by `append` and become durable, all or none, with the `commit` of
 * their step; nothing else is ever written.
 */
export class LedgerWriter {
  readonly path: string;
  readonly #db: Database.Database;
  readonly #store: (block: Block, rows: readonly PendingRow[]) => void;
  #position: Position;
  #pending: PendingRow[] = [];

  private constructor(path: string, db: Database.Database, position: Position) {
    this.path = path;
    this.#db = db;
    this.#position = position;
    this.#store = storeIn(db);
  }

  /** Starts a ledger in a file that does not exist yet or is empty (mode 0600); anything else there is an error. */
  static create(path: string, { origin, synchronous = 'FULL' }: CreateOptions): LedgerWriter {
    const db = createDatabase(path, origin, synchronous);
    return new LedgerWriter(path, db, {
      height: 0,
      step: 0,
      head: originHash(origin),
      tree: new CompactRange(),
    });
  }

  /**
   * Goes on with an existing ledger after its last committed step, also after a crash. It is verified first, every
   * row (about 10 seconds a million): a ledger that fails is an error with exit code 5.
   */
  static open(path: string, { synchronous = 'FULL' }: Pick<CreateOptions, 'synchronous'> = {}): LedgerWriter {
    const db = openForWriting(path, synchronous);
    try {
      const { findings, blocks, lastStep, head, tree } = verifyDatabase(db);
      if (findings.length > 0) {
        throw new StarlingError(`The ledger does not verify: ${describeFindings(findings)}`, {
          code: Exit.tampered,
          place: path,
          hint: 'Restore it from a backup; a damaged ledger is not continued.',
        });
      }
      return new LedgerWriter(path, db, {
        height: blocks,
        step: lastStep,
        head: Buffer.from(head, 'hex'),
        tree,
      });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Committed rows. */
  get rows(): number {
    return this.#position.tree.size;
  }

  /** Merkle root over all committed rows, hexadecimal. */
  get root(): string {
    return this.#position.tree.root().toString('hex');
  }

  /** Hash of the last block (of the origin before the first), hexadecimal. */
  get head(): string {
    return this.#position.head.toString('hex');
  }

  /** Committed blocks. */
  get blocks(): number {
    return this.#position.height;
  }

  /**
   * Adds an entry to the step that is being gathered; returns its leaf hash in hexadecimal. An invalid entry is an
   * error and adds nothing.
   */
  append(entry: Entry): string {
    const payload = payloadText(entry);
    const leaf = leafHash(entryText(entry, payload));
    this.#pending.push({ entry, payload, leaf });
    return leaf.toString('hex');
  }

  /**
   * Writes the gathered entries as the block of `step`, also when there are none, in one transaction; when it returns
   * they are durable. Steps never fall, and every gathered entry must carry this step. If it throws, nothing is
   * written and the entries stay gathered.
   */
  commit(step: number): Block {
    const { height, head, tree } = this.#position;
    this.#requireStep(step);
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
    guarded(this.path, () => this.#store(block, this.#pending));
    this.#position = { height: height + 1, step, head: hash, tree: grown };
    this.#pending = [];
    return block;
  }

  /** Folds the write-ahead log into the file and closes it. Entries that were not committed are not kept. */
  close(): void {
    if (!this.#db.open) return;
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }

  #requireStep(step: number): void {
    const stray = this.#pending.find((row) => row.entry.step !== step);
    const last = this.#position.step;
    if (stray === undefined && Number.isSafeInteger(step) && step >= last) return;
    throw new StarlingError(
      stray === undefined
        ? `Step ${step} can't be committed to the ledger: expected a whole number of at least ${last}, the last step.`
        : `Step ${step} can't be committed to the ledger: an entry of kind ${stray.entry.kind} carries step ${stray.entry.step}.`,
      { place: this.path, hint: 'An entry carries the step in which it is appended.' },
    );
  }
}

function storeIn(db: Database.Database): (block: Block, rows: readonly PendingRow[]) => void {
  const insertBlock = db.prepare(
    'INSERT INTO block (height, step, first_id, last_id, root, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertRow = db.prepare(
    'INSERT INTO ledger (id, step, kind, node, signature, payload, leaf) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return db.transaction((block: Block, rows: readonly PendingRow[]) => {
    const { height, step, firstId, lastId } = block;
    const [root, previous, hash] = [block.root, block.previous, block.hash].map((hex) =>
      Buffer.from(hex, 'hex'),
    );
    insertBlock.run(height, step, firstId, lastId, root, previous, hash);
    let id = firstId;
    for (const { entry, payload, leaf } of rows) {
      insertRow.run(id, entry.step, entry.kind, entry.node, entry.signature, payload, leaf);
      id += 1;
    }
  }).immediate;
}
