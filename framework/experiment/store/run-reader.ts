import type Database from 'better-sqlite3';
import type { Seed } from '../../random/index.js';
import type { Design, DesignValue } from '../design/design.js';
import { guarded, openToRead } from './connection.js';
import type { ControlRequest, RunFilter, SweepMember } from './content.js';
import { putAway } from './put-away.js';
import { publicState, runRow, type StoredRun } from './rows.js';
import { RUN_STATES, type RunRow, type SweepRunState } from './run-row.js';

/** Rows that are fetched at a time. */
const PAGE = 1000;

/**
 * Reads the run table of a sweep over a connection that can't write; any number may read while the sweep is driven.
 * Every answer is of whole transactions.
 */
export class RunReader {
  readonly path: string;
  readonly name: string;
  /** How often a run may be begun before it has failed for good. */
  readonly attempts: number;
  /** When the sweep was made, ISO 8601. */
  readonly created: string;
  /** The connection: for tables that others keep in the same file, in the same transactions. */
  readonly db: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>();

  protected constructor(path: string, db: Database.Database) {
    this.path = path;
    this.db = db;
    const { name, attempts, created } = this.one<{ name: string; attempts: number; created: string }>(
      'SELECT name, attempts, created FROM sweep',
    )!;
    this.name = name;
    this.attempts = attempts;
    this.created = created;
  }

  /** Opens an existing run table. @throws StarlingError for a file that is none, or one of another version */
  static open(path: string): RunReader {
    return new RunReader(path, openToRead(path));
  }

  /** Grows when another connection has changed the table: a watcher reads anew where it is another than before. */
  get version(): number {
    return this.value<number>('PRAGMA data_version')!;
  }

  /** Runs by their state. */
  counts(): Record<SweepRunState, number> {
    const counts = Object.fromEntries(RUN_STATES.map((state) => [state, 0])) as Record<SweepRunState, number>;
    for (const { state, runs } of this.all<{ state: StoredRun['state']; runs: number }>(
      'SELECT state, count(*) AS runs FROM run GROUP BY state',
    ))
      counts[publicState(state)] += runs;
    return counts;
  }

  /** The run of a key, or undefined. */
  run(key: string): RunRow | undefined {
    const stored = this.one<StoredRun>('SELECT * FROM run WHERE key = ?', key);
    return stored && runRow(stored);
  }

  /** Runs that pass every filter given, in the order of designs and replications; fetched in pages. */
  *runs(filter: RunFilter = {}): Generator<RunRow, void> {
    const { state, design, shard } = filter;
    const terms = ['id > ?'];
    const values: unknown[] = [];
    if (state !== undefined)
      terms.push(state === 'pending' ? "state IN ('pending', 'claimed')" : `state = '${state}'`);
    for (const [column, value] of Object.entries({ design, shard })) {
      if (value === undefined) continue;
      terms.push(`${column} = ?`);
      values.push(value);
    }
    const sql = `SELECT * FROM run WHERE ${terms.join(' AND ')} ORDER BY id LIMIT ${PAGE}`;
    for (let after = 0; ; ) {
      const page = this.all<StoredRun>(sql, after, ...values);
      for (const stored of page) yield runRow(stored);
      if (page.length < PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  /** The members that come to a run, in order. */
  members(key: string): SweepMember[] {
    return this.all<Omit<SweepMember, 'seed'> & { readonly seed: string }>(
      `SELECT member.design, member.replication, run.seed, run.key FROM run JOIN member ON member.run = run.id
        WHERE run.key = ? ORDER BY member.design, member.replication`,
      key,
    ).map((member) => ({ ...member, seed: JSON.parse(member.seed) as Seed }));
  }

  /** A design, or undefined. */
  design(index: number): Design | undefined {
    const stored = this.one<StoredDesign>('SELECT id, label, parameters FROM design WHERE id = ?', index);
    return stored && sweepDesign(stored);
  }

  /** All designs in order; fetched in pages. */
  *designs(): Generator<Design, void> {
    for (let after = -1; ; ) {
      const page = this.all<StoredDesign>(
        `SELECT id, label, parameters FROM design WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
        after,
      );
      for (const stored of page) yield sweepDesign(stored);
      if (page.length < PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  /** Requests that wait for their answer, oldest first. */
  requests(): ControlRequest[] {
    return this.all<ControlRequest>(
      'SELECT id, kind, asker AS "by", at FROM request WHERE answered IS NULL ORDER BY id',
    );
  }

  /** Runs work that reads one state of the table, whatever is written meanwhile. */
  atOnce<T>(work: () => T): T {
    return guarded(this.path, () => this.db.transaction(work).deferred());
  }

  /** Lets go of the file; the last one to do so leaves nothing beside it. */
  close(): void {
    const { readonly } = this.db;
    this.db.close();
    if (readonly) putAway(this.path);
  }

  /** Rows of a query; each text is prepared once. */
  all<T>(sql: string, ...values: unknown[]): T[] {
    return guarded(this.path, () => this.prepared(sql).all(...values) as T[]);
  }

  /** The first row of a query. */
  one<T>(sql: string, ...values: unknown[]): T | undefined {
    return guarded(this.path, () => this.prepared(sql).get(...values) as T | undefined);
  }

  /** The first column of the first row of a query. */
  value<T>(sql: string, ...values: unknown[]): T | undefined {
    const row = this.one<Record<string, T>>(sql, ...values);
    return row && Object.values(row)[0];
  }

  /** The first column of a query's rows. */
  column<T>(sql: string, ...values: unknown[]): T[] {
    return guarded(this.path, () => {
      const statement = this.prepared(sql).pluck();
      try {
        return statement.all(...values) as T[];
      } finally {
        // Others may ask the same text for whole rows.
        statement.pluck(false);
      }
    });
  }

  /** A statement, prepared once. */
  protected prepared(sql: string): Database.Statement<unknown[], unknown> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

interface StoredDesign {
  readonly id: number;
  readonly label: string;
  readonly parameters: string;
}

const sweepDesign = ({ id, label, parameters }: StoredDesign): Design => ({
  index: id,
  label,
  values: JSON.parse(parameters) as Record<string, DesignValue>,
});
