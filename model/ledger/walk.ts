import type Database from 'better-sqlite3';
import { type Block, blockHash, originHash } from './block.js';
import { type Entry, entryProblem, entryText } from './entry.js';
import type { Checkpoint, Finding } from './finding.js';
import { leafHash } from './hash.js';
import { CompactRange } from './tree.js';

/** At most so many findings are kept. */
export const MOST_FINDINGS = 100;

interface RawRow {
  readonly id: number;
  readonly step: unknown;
  readonly kind: unknown;
  readonly node: unknown;
  readonly signature: unknown;
  readonly payload: string;
  readonly leaf: unknown;
}

interface RawBlock {
  readonly height: number;
  readonly step: number;
  readonly first_id: number;
  readonly last_id: number;
  readonly root: unknown;
  readonly previous: unknown;
  readonly hash: unknown;
}

/** Goes through blocks and rows once, side by side, and remembers what it finds. */
export class Walk {
  readonly findings: Finding[] = [];
  readonly tree = new CompactRange();
  blocks = 0;
  lastStep = 0;
  head = '';
  /** Rows that no block covers. */
  surplus = 0;
  readonly #checkpoint: Checkpoint | undefined;
  #nextId = 1;
  /** False once rows are known to be gone or foreign: every later root differs then and says nothing new. */
  #rootsTell = true;

  constructor(checkpoint: Checkpoint | undefined) {
    this.#checkpoint = checkpoint;
  }

  find(kind: Finding['kind'], id: number | null, message: string): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ kind, id, message });
  }

  run(db: Database.Database): void {
    const origin = db.prepare<[], string>('SELECT origin FROM origin').pluck().get();
    if (origin === undefined) this.find('block', null, 'The origin of the ledger is missing.');
    this.head = originHash(origin ?? '').toString('hex');
    this.#compareWithCheckpoint();

    const rows = pages<RawRow>(
      db,
      'SELECT * FROM ledger WHERE id > ? ORDER BY id LIMIT 1000',
      (row) => row.id,
      0,
    );
    let row = rows.next();
    const blocks = 'SELECT * FROM block WHERE height > ? ORDER BY height LIMIT 1000';
    for (const raw of pages<RawBlock>(db, blocks, (block) => block.height, -1)) {
      const block = this.#header(raw);
      const intact = this.findings.length;
      for (; !row.done && row.value.id <= block.lastId; row = rows.next()) this.#row(row.value, block);
      this.#skipTo(block.lastId + 1);
      this.#compareRoot(block, this.findings.length === intact);
    }
    for (; !row.done; row = rows.next()) {
      if (this.surplus === 0) this.find('surplus', row.value.id, `Row ${row.value.id} belongs to no block.`);
      this.surplus += 1;
    }
    this.#compareEnd();
  }

  #header(raw: RawBlock): Block {
    const { height, step } = raw;
    const fields = { height, step, firstId: raw.first_id, lastId: raw.last_id };
    const block = { ...fields, root: hex(raw.root), previous: hex(raw.previous), hash: hex(raw.hash) };
    const bad = (what: string): void =>
      this.find('block', this.#nextId, `Block ${height} (rows from ${this.#nextId}) ${what}.`);
    if (block.hash !== blockHash(block).toString('hex'))
      bad('was changed: its header does not give its hash');
    if (height !== this.blocks) bad(`stands where block ${this.blocks} is expected`);
    else if (block.previous !== this.head) {
      bad(height === 0 ? "does not start from the ledger's origin" : `does not continue block ${height - 1}`);
    }
    if (block.firstId !== this.#nextId) bad(`starts at row ${block.firstId}, not where the one before ends`);
    if (step < this.lastStep) bad(`is of step ${step}, earlier than the one before`);
    this.head = block.hash;
    this.blocks = height + 1;
    this.lastStep = step;
    return block;
  }

  #row(row: RawRow, block: Block): void {
    this.#skipTo(row.id);
    const problem = entryProblem(row);
    const text = problem === undefined ? entryText(row as unknown as Entry, row.payload) : '';
    const stored = Buffer.isBuffer(row.leaf) ? row.leaf : Buffer.alloc(0);
    if (problem !== undefined) this.find('changed', row.id, `Row ${row.id} was changed: ${problem}.`);
    else if (!leafHash(text).equals(stored)) {
      this.find('changed', row.id, `Row ${row.id} was changed: its content does not give its leaf hash.`);
    } else if (row.step !== block.step) {
      this.find(
        'changed',
        row.id,
        `Row ${row.id} is of step ${row.step} in the block of step ${block.step}.`,
      );
    }
    this.tree.push(stored.length === 32 ? stored : leafHash(text));
    this.#nextId = row.id + 1;
    this.#compareWithCheckpoint();
  }

  /** Moves on to the row `id`; the rows before it that were not met are missing. */
  #skipTo(id: number): void {
    if (id <= this.#nextId) return;
    const last = id - 1;
    const which = last > this.#nextId ? `Rows ${this.#nextId} to ${last} are` : `Row ${last} is`;
    this.find('missing', this.#nextId, `${which} missing.`);
    this.#nextId = id;
    this.#rootsTell = false;
  }

  #compareRoot(block: Block, intact: boolean): void {
    if (!this.#rootsTell || this.tree.root().toString('hex') === block.root) return;
    this.#rootsTell = false;
    if (!intact) return;
    const where =
      block.lastId < block.firstId ? 'It has no rows' : `Rows ${block.firstId} to ${block.lastId}`;
    this.find(
      'root',
      block.firstId,
      `${where} of block ${block.height} do not give its Merkle root: rows were replaced or swapped, or the root forged.`,
    );
  }

  #compareWithCheckpoint(): void {
    const seen = this.#checkpoint;
    if (seen === undefined || this.tree.size !== seen.rows || !this.#rootsTell) return;
    if (this.tree.root().toString('hex') === seen.root) return;
    this.find(
      'rewritten',
      seen.rows > 0 ? 1 : null,
      `The first ${seen.rows} rows are not those of the checkpoint: history was rewritten.`,
    );
  }

  #compareEnd(): void {
    const seen = this.#checkpoint;
    if (seen === undefined) return;
    const last = this.#nextId - 1;
    if (last < seen.rows) {
      this.find(
        'truncated',
        last + 1,
        `The ledger ends at row ${last}, the checkpoint saw ${seen.rows}: rows from ${last + 1} were cut off.`,
      );
    } else if (seen.final === true && last > seen.rows) {
      this.find(
        'surplus',
        seen.rows + 1,
        `Rows from ${seen.rows + 1} were added after the ledger was finished.`,
      );
    }
  }
}

/** All results of a query, fetched in pages by their key, so that memory stays bounded. */
function* pages<T>(
  db: Database.Database,
  sql: string,
  key: (row: T) => number,
  start: number,
): Generator<T, undefined> {
  const statement = db.prepare<[number], T>(sql);
  for (let after = start; ; ) {
    const page = statement.all(after);
    if (page.length === 0) return undefined;
    yield* page;
    after = key(page.at(-1)!);
  }
}

const hex = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('hex') : '');
