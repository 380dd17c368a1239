import type Database from 'better-sqlite3';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Block } from './block.js';
import type { Entry } from './entry.js';

interface Gathered {
  readonly entry: Entry;
  readonly leaf: Buffer;
}

interface StoredRow {
  readonly id: number;
  readonly kind: string;
  readonly leaf: Buffer;
}

/** What a ledger holds already, for a writer that goes through it once more: each step must come out as it did. */
export class Past {
  /** Blocks that are there. */
  readonly blocks: number;
  /** Rows that are there, and the root over all of them, hexadecimal. */
  readonly extent: { readonly rows: number; readonly root: string };
  readonly #path: string;
  readonly #block: Database.Statement<[number], { hash: Buffer; last_id: number }>;
  readonly #rows: Database.Statement<[number, number], StoredRow>;

  constructor(
    path: string,
    db: Database.Database,
    { blocks, rows, root }: { readonly blocks: number; readonly rows: number; readonly root: string },
  ) {
    this.blocks = blocks;
    this.extent = { rows, root };
    this.#path = path;
    this.#block = db.prepare('SELECT hash, last_id FROM block WHERE height = ?');
    this.#rows = db.prepare('SELECT id, kind, leaf FROM ledger WHERE id BETWEEN ? AND ? ORDER BY id');
  }

  /** Hash of a block, hexadecimal; undefined where there is none. */
  hashOf(height: number): string | undefined {
    return this.#block.get(height)?.hash.toString('hex');
  }

  /** @throws StarlingError (exit code 5) that names the first row that comes out otherwise */
  compare(block: Block, gathered: readonly Gathered[]): void {
    const stored = this.#block.get(block.height)!;
    // A block's hash is over its rows, and over all before it.
    if (stored.hash.toString('hex') === block.hash) return;
    const rows = this.#rows.all(block.firstId, stored.last_id);
    const at = gathered.findIndex(({ leaf }, i) => rows[i]?.leaf.equals(leaf) !== true);
    const first = at < 0 ? gathered.length : at;
    const [was, is] = [rows[first]?.kind ?? 'no row', gathered[first]?.entry.kind ?? 'none'];
    throw new StarlingError(
      `Row ${block.firstId + first} of the ledger (step ${block.step}) comes out otherwise than it was written: ${
        was === is ? `another content (${was})` : `it is ${was}, and now would be ${is}`
      }.`,
      {
        code: Exit.tampered,
        place: this.#path,
        hint: 'The ledger was written by another scenario or version, or changed; it is left as it is.',
      },
    );
  }
}
