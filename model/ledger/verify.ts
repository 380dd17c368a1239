import Database from 'better-sqlite3';
import type { Checkpoint, Finding } from './finding.js';
import { SCHEMA } from './schema.js';
import type { CompactRange } from './tree.js';
import { Walk } from './walk.js';

export interface Verification {
  readonly rows: number;
  readonly blocks: number;
  readonly lastStep: number;
  /** Merkle root over all rows, hexadecimal. */
  readonly root: string;
  /** Hash of the last block, hexadecimal. */
  readonly head: string;
  /** Empty when the ledger is as it was written. At most `MOST_FINDINGS` are kept; the first is the earliest of its kind. */
  readonly findings: readonly Finding[];
  readonly tree: CompactRange;
}

/**
 * Recomputes everything: SQLite's integrity check, the schema, every leaf, the continuity of ids, every Merkle root
 * and the chain of blocks; then compares with a checkpoint. Reads one snapshot, in bounded memory. A damaged file is
 * a finding, not an error.
 */
export function verifyDatabase(db: Database.Database, checkpoint?: Checkpoint): Verification {
  const walk = new Walk(checkpoint);
  try {
    db.transaction(() => {
      checkFile(db, walk);
      if (checkSchema(db, walk)) walk.run(db);
    })();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    walk.find('file', null, `The file can't be read on: ${error.message} (${error.code}).`);
  }
  const { tree, surplus, blocks, lastStep, head, findings } = walk;
  return {
    rows: tree.size + surplus,
    blocks,
    lastStep,
    root: tree.root().toString('hex'),
    head,
    findings,
    tree,
  };
}

function checkFile(db: Database.Database, walk: Walk): void {
  for (const { integrity_check: message } of db.pragma('integrity_check(10)') as {
    integrity_check: string;
  }[]) {
    if (message !== 'ok') walk.find('file', null, `The file is damaged: ${message}.`);
  }
}

/** Compares every schema object with its definition; false when the tables themselves can't be trusted. */
function checkSchema(db: Database.Database, walk: Walk): boolean {
  const expected = definitions(SCHEMA);
  const stored = definitions(
    db
      .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
      .pluck()
      .all(),
  );
  let tables = true;
  for (const [name, sql] of expected) {
    if (stored.get(name) === sql) continue;
    walk.find('schema', null, `The ${name} is ${stored.has(name) ? 'not as it was made' : 'missing'}.`);
    if (name.startsWith('table')) tables = false;
  }
  for (const name of stored.keys()) {
    if (!expected.has(name)) walk.find('schema', null, `There is a foreign ${name}.`);
  }
  return tables;
}

/** Statements by what they make, such as "trigger ledger_refuses_update". */
function definitions(statements: readonly string[]): Map<string, string> {
  return new Map(
    statements.map((sql) => {
      const [, type = 'object', name = sql] = /^CREATE\s+(\w+)\s+(\w+)/.exec(sql) ?? [];
      return [`${type.toLowerCase()} ${name}`, sql];
    }),
  );
}
