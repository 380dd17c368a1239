import type Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../framework/errors.js';
import { type Block, blockHash, originHash } from './block.js';
import { createDatabase, guarded, holdsAnything, openForWriting, type Synchronous } from './connection.js';
import { type Entry, entryText, payloadText } from './entry.js';
import { describeFindings } from './finding.js';
import { leafHash } from './hash.js';
import { Past } from './past.js';
import { CompactRange } from './tree.js';
import { type Verification, verifyDatabase } from './verify.js';

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

/** Where a writer stands, for checkpoints; hashes in hexadecimal. */
export interface LedgerPosition {
  readonly height: number;
  readonly step: number;
  readonly head: string;
  readonly rows: number;
  readonly peaks: readonly string[];
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
  readonly #past: Past | undefined;
  #position: Position;
  #pending: PendingRow[] = [];

  private constructor(path: string, db: Database.Database, position: Position, past?: Past) {
    this.path = path;
    this.#db = db;
    this.#position = position;
    this.#past = past;
    this.#store = storeIn(db);
  }

  /** Starts a ledger in a file that does not exist yet or is empty (mode 0600); anything else there is an error. */
  static create(path: string, { origin, synchronous = 'FULL' }: CreateOptions): LedgerWriter {
    return new LedgerWriter(path, createDatabase(path, origin, synchronous), beginning(origin));
  }

  /**
   * Goes through an existing ledger once more, from its beginning or from where `restore` puts it, and then on with it.
   * What it holds is never changed: each step that is committed is compared with it, and only what comes after is
   * written. Where there is none yet it is made.
   *
   * @throws StarlingError for a ledger that doesn't verify (exit code 5), or of another origin
   */
  static replay(path: string, options: CreateOptions): LedgerWriter {
    if (!holdsAnything(path)) return LedgerWriter.create(path, options);
    const { origin, synchronous = 'FULL' } = options;
    return opened(path, synchronous, (db, verified) => {
      const stored = db.prepare<[], string>('SELECT origin FROM origin').pluck().get();
      if (stored !== origin)
        throw new StarlingError(`The ledger is of another run: its origin is ${stored}.`, {
          code: Exit.usage,
          place: path,
          hint: `Bring back the ledger of ${origin}.`,
        });
      return new LedgerWriter(path, db, beginning(origin), new Past(path, db, verified));
    });
  }

  /**
   * Goes on with an existing ledger after its last committed step, also after a crash. It is verified first, every
   * row (about 10 seconds a million): a ledger that fails is an error with exit code 5.
   */
  static open(path: string, { synchronous = 'FULL' }: Pick<CreateOptions, 'synchronous'> = {}): LedgerWriter {
    return opened(
      path,
      synchronous,
      (db, { blocks, lastStep, head, tree }) =>
        new LedgerWriter(path, db, {
          height: blocks,
          step: lastStep,
          head: Buffer.from(head, 'hex'),
          tree,
        }),
    );
  }

  /** Whether the ledger holds more than this writer has come to. */
  get isBehind(): boolean {
    return this.#past !== undefined && this.#position.height < this.#past.blocks;
  }

  /** Rows of the whole ledger and the root over them: this writer's own, unless it is behind. */
  get extent(): { readonly rows: number; readonly root: string } {
    return this.isBehind ? this.#past!.extent : { rows: this.rows, root: this.root };
  }

  /** Where it stands between two steps. */
  save(): LedgerPosition {
    const { height, step, head, tree } = this.#position;
    const peaks = tree.peaks.map((peak) => peak.toString('hex'));
    return { height, step, head: head.toString('hex'), rows: tree.size, peaks };
  }

  /** Goes to where a writer of this ledger stood. @throws StarlingError where the ledger doesn't hold what was then */
  restore({ height, step, head, rows, peaks }: LedgerPosition): void {
    if (this.#past?.hashOf(height - 1) !== head)
      throw new StarlingError(
        `The ledger lacks what it held when the checkpoint was written: ${height} blocks, ${rows} rows.`,
        { code: Exit.tampered, place: this.path, hint: 'Bring back the ledger of the run.' },
      );
    const tree = CompactRange.of(
      peaks.map((peak) => Buffer.from(peak, 'hex')),
      rows,
    );
    this.#position = { height, step, head: Buffer.from(head, 'hex'), tree };
    this.#pending = [];
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
    if (this.isBehind) this.#past!.compare(block, this.#pending);
    else guarded(this.path, () => this.#store(block, this.#pending));
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

const beginning = (origin: string): Position => ({
  height: 0,
  step: 0,
  head: originHash(origin),
  tree: new CompactRange(),
});

/** Connects to a ledger that verifies, every row. */
function opened(
  path: string,
  synchronous: Synchronous,
  make: (db: Database.Database, verified: Verification) => LedgerWriter,
): LedgerWriter {
  const db = openForWriting(path, synchronous);
  try {
    const verified = verifyDatabase(db);
    if (verified.findings.length > 0) {
      throw new StarlingError(`The ledger does not verify: ${describeFindings(verified.findings)}`, {
        code: Exit.tampered,
        place: path,
        hint: 'Restore it from a backup; a damaged ledger is not continued.',
      });
    }
    return make(db, verified);
  } catch (error) {
    db.close();
    throw error;
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
