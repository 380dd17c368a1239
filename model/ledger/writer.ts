import type Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Block } from './block.js';
import { Chain, type PendingRow } from './chain.js';
import { createDatabase, guarded, holdsAnything, openForWriting, type Synchronous } from './connection.js';
import type { Entry } from './entry.js';
import { describeFindings } from './finding.js';
import { type Ledger, type LedgerPosition, type LedgerRows, requireStep } from './ledger.js';
import { Past } from './past.js';
import { LedgerReader } from './reader.js';
import { type Verification, verifyDatabase } from './verify.js';

export interface CreateOptions {
  /** Name of the log, bound into block 0; by custom the scenario and seed. No times, hosts or paths. */
  readonly origin: string;
  /** FULL (default): a committed step outlives a power cut. NORMAL: it outlives a crash of the process. */
  readonly synchronous?: Synchronous;
}

/**
 * The one writer of a ledger. Entries are gathered by `append` and become durable, all or none, with the `commit` of
 * their step; nothing else is ever written.
 */
export class LedgerWriter implements Ledger {
  readonly path: string;
  readonly #db: Database.Database;
  readonly #store: (block: Block, rows: readonly PendingRow[]) => void;
  readonly #past: Past | undefined;
  readonly #chain: Chain;

  private constructor(path: string, db: Database.Database, chain: Chain, past?: Past) {
    this.path = path;
    this.#db = db;
    this.#chain = chain;
    this.#past = past;
    this.#store = storeIn(db);
  }

  /** Starts a ledger in a file that does not exist yet or is empty (mode 0600); anything else there is an error. */
  static create(path: string, { origin, synchronous = 'FULL' }: CreateOptions): LedgerWriter {
    return new LedgerWriter(path, createDatabase(path, origin, synchronous), Chain.begin(origin));
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
      return new LedgerWriter(path, db, Chain.begin(origin), new Past(path, db, verified));
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
        new LedgerWriter(
          path,
          db,
          new Chain({ height: blocks, step: lastStep, head: Buffer.from(head, 'hex'), tree }),
        ),
    );
  }

  /** Whether the ledger holds more than this writer has come to. */
  get isBehind(): boolean {
    return this.#past !== undefined && this.blocks < this.#past.blocks;
  }

  /** Rows of the whole ledger and the root over them: this writer's own, unless it is behind. */
  get extent(): { readonly rows: number; readonly root: string } {
    return this.isBehind ? this.#past!.extent : { rows: this.rows, root: this.root };
  }

  /** Where it stands between two steps. */
  save(): LedgerPosition {
    return this.#chain.save();
  }

  /** Goes to where a writer of this ledger stood. @throws StarlingError where the ledger doesn't hold what was then */
  restore(position: LedgerPosition): void {
    const { height, head, rows } = position;
    if (this.#past?.hashOf(height - 1) !== head)
      throw new StarlingError(
        `The ledger lacks what it held when the checkpoint was written: ${height} blocks, ${rows} rows.`,
        { code: Exit.tampered, place: this.path, hint: 'Bring back the ledger of the run.' },
      );
    this.#chain.restore(position);
  }

  /** Committed rows. */
  get rows(): number {
    return this.#chain.rows;
  }

  /** Merkle root over all committed rows, hexadecimal. */
  get root(): string {
    return this.#chain.root;
  }

  /** Hash of the last block (of the origin before the first), hexadecimal. */
  get head(): string {
    return this.#chain.head;
  }

  /** Committed blocks. */
  get blocks(): number {
    return this.#chain.height;
  }

  /**
   * Adds an entry to the step that is being gathered; returns its leaf hash in hexadecimal. An invalid entry is an
   * error and adds nothing.
   */
  append(entry: Entry): string {
    return this.#chain.append(entry);
  }

  /**
   * Writes the gathered entries as the block of `step`, also when there are none, in one transaction; when it returns
   * they are durable. Steps never fall, and every gathered entry must carry this step. If it throws, nothing is
   * written and the entries stay gathered.
   */
  commit(step: number): Block {
    requireStep(this.#chain, step, this.path);
    return this.#chain.commit(step, (block, rows) => {
      if (this.isBehind) this.#past!.compare(block, rows);
      else guarded(this.path, () => this.#store(block, rows));
    });
  }

  /** Over a connection of its own. */
  read(): LedgerRows {
    return LedgerReader.open(this.path);
  }

  /** Folds the write-ahead log into the file and closes it. Entries that were not committed are not kept. */
  close(): void {
    if (!this.#db.open) return;
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }
}

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
