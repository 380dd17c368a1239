import { ENTRY_KINDS } from './entry.js';
import { VOTE_NAMES, voteCodeSql } from './votes.js';

/** "STRL": tells a ledger from any other SQLite file. */
export const APPLICATION_ID = 0x5354524c;
/** Version of what follows, in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 1;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
const refuse = (why: string): string => `BEGIN SELECT RAISE(ABORT, '${why}'); END`;

const newestBlock = (column: string): string => `(SELECT ${column} FROM block ORDER BY height DESC LIMIT 1)`;

/**
 * Tables, indexes, view and triggers, one statement each.
 *
 * A block is written before its rows: it announces their ids, so the database can refuse a row that no block covers
 * and a block while the one before still lacks rows. The checks run before each INSERT, hence also before
 * INSERT OR REPLACE and upserts, which pass UPDATE and DELETE triggers unseen.
 */
export const SCHEMA: readonly string[] = [
  `CREATE TABLE origin (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    origin TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE block (
    height INTEGER PRIMARY KEY,
    step INTEGER NOT NULL CHECK (step >= 0),
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL CHECK (last_id >= first_id - 1),
    tree_size INTEGER NOT NULL GENERATED ALWAYS AS (last_id) VIRTUAL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
  ) STRICT`,
  `CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL CHECK (step >= 0),
    kind TEXT NOT NULL CHECK (kind IN (${quoted(ENTRY_KINDS)})),
    node INTEGER CHECK (node >= 0),
    signature TEXT CHECK (signature <> ''),
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32)
  ) STRICT`,

  'CREATE INDEX ledger_by_node ON ledger (node) WHERE node IS NOT NULL',
  'CREATE INDEX ledger_by_signature ON ledger (signature) WHERE signature IS NOT NULL',
  'CREATE INDEX ledger_by_step ON ledger (step)',
  'CREATE INDEX ledger_by_kind ON ledger (kind)',

  // json_each over an array of as many zeros as there are voters counts them: SQLite has no series of its own here.
  `CREATE VIEW vote (id, step, signature, voter, vote) AS
    SELECT ledger.id, step, signature, seat.key,
      CASE ${voteCodeSql('seat.key')} ${VOTE_NAMES.map((name, code) => `WHEN ${code} THEN '${name}'`).join(' ')} END
    FROM ledger, json_each('[' || rtrim(replace(hex(zeroblob(payload ->> '$.voters')), '00', '0,'), ',') || ']') AS seat
    WHERE kind = 'votes'`,

  ...['origin', 'block', 'ledger'].flatMap((table) =>
    ['UPDATE', 'DELETE'].map(
      (verb) =>
        `CREATE TRIGGER ${table}_refuses_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
    ${refuse(`${table} is append-only: ${verb} is refused`)}`,
    ),
  ),
  `CREATE TRIGGER origin_is_written_once BEFORE INSERT ON origin
    WHEN (SELECT count(*) FROM origin) > 0
    ${refuse('origin is append-only: it is written once')}`,
  `CREATE TRIGGER block_follows_the_last BEFORE INSERT ON block
    WHEN NEW.height IS NOT (SELECT coalesce(max(height), -1) + 1 FROM block)
      OR NEW.first_id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM ledger)
      OR NEW.first_id IS NOT coalesce(${newestBlock('last_id')}, 0) + 1
      OR NEW.step < coalesce(${newestBlock('step')}, 0)
      OR NEW.previous IS NOT coalesce(${newestBlock('hash')}, NEW.previous)
    ${refuse('block is append-only: a new block must continue the last one')}`,
  `CREATE TRIGGER ledger_follows_the_last BEFORE INSERT ON ledger
    WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM ledger)
      OR NOT EXISTS (
        SELECT 1 FROM block
        WHERE height = (SELECT max(height) FROM block) AND last_id >= NEW.id AND step = NEW.step
      )
    ${refuse('ledger is append-only: a new row must take the next id of the newest block')}`,
];
