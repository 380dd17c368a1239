import type Database from 'better-sqlite3';
import { StarlingError } from '../../errors.js';
import { createTable, guarded, openTable } from './connection.js';
import type { ControlKind, SweepContent } from './content.js';
import { publicState, runRow, type StoredRun } from './rows.js';
import { RunReader } from './run-reader.js';
import type { RunFailure, RunOutcome, RunRow } from './run-row.js';
import { SCHEMA } from './schema.js';

/** An attempt at a run, as its process tells of it. */
export interface Attempt {
  readonly key: string;
  /** From 1. */
  readonly attempt: number;
  /** ISO 8601. */
  readonly at: string;
}

/** What became of a run: `counted` where the table changed; what came too late, or twice, is not. */
export interface Transition {
  /** Of its row. */
  readonly id: number;
  readonly key: string;
  readonly design: number;
  readonly counted: boolean;
  readonly state: RunRow['state'];
  readonly attempts: number;
}

/**
 * The truth about the runs of a sweep: an SQLite file with a row a run, whose states go
 *
 *     pending → running → succeeded | failed | pending again, after an attempt that may be repeated
 *     pending | running → aborted
 *
 * It has one writer, who drives the sweep; others read, or leave a request. What is committed outlives the death of its
 * process. A run that has succeeded is never pending again, and a second result for it must have its digest.
 */
export class RunTable extends RunReader {
  /**
   * Makes a run table.
   *
   * @param also statements for further tables in the same file, made in the same transaction
   * @throws StarlingError where there is one already
   */
  static create(path: string, content: SweepContent, also = ''): RunTable {
    return new RunTable(
      path,
      createTable(path, (db) => {
        db.exec(SCHEMA);
        db.exec(also);
        fill(db, content);
      }),
    );
  }

  /** Opens an existing run table for writing. @throws StarlingError for a file that is none, or one of another version */
  static override open(path: string): RunTable {
    return new RunTable(path, openTable(path));
  }

  /** Runs changes in one transaction: all of them, or none where it throws. */
  together<T>(work: () => T): T {
    return guarded(this.path, () => this.db.transaction(work).immediate());
  }

  /** Runs a statement, of this or a further table of the file. @returns how many rows it changed */
  change(sql: string, ...values: unknown[]): number {
    return guarded(this.path, () => this.prepared(sql).run(...values).changes);
  }

  /** Gives up to `count` pending runs to a shard, in their order; their next attempt is `attempts + 1`. */
  claim(shard: string, count: number): RunRow[] {
    return this.all<StoredRun>(
      `UPDATE run SET state = 'claimed', shard = ?
        WHERE id IN (SELECT id FROM run WHERE state = 'pending' ORDER BY id LIMIT ?) RETURNING *`,
      shard,
      count,
    )
      .sort((a, b) => a.id - b.id)
      .map(runRow);
  }

  /** A process has begun a run. */
  began({ key, attempt, at }: Attempt, shard: string, host: string): Transition {
    const run = this.#stored(key);
    if (run.state === 'succeeded' || run.state === 'aborted' || attempt < run.attempts) return unchanged(run);
    this.change(
      `UPDATE run SET state = 'running', attempts = ?, shard = ?, host = ?, started = ?, ended = NULL WHERE id = ?`,
      attempt,
      shard,
      host,
      at,
      run.id,
    );
    return changed(run, 'running', attempt);
  }

  /**
   * A run has succeeded, in whatever state it was believed to be.
   *
   * @throws StarlingError where it had succeeded before with another digest
   */
  succeeded({ key, attempt, at }: Attempt, shard: string, outcome: RunOutcome): Transition {
    const run = this.#stored(key);
    if (run.state === 'succeeded') {
      if (run.digest === outcome.digest) return unchanged(run);
      throw new StarlingError(
        `Run ${key} came out twice, and not the same: ${run.digest} (shard ${run.shard}, ${run.host}), then ${outcome.digest} (shard ${shard}).`,
        {
          place: this.path,
          hint: 'Runs of one key must be equal to the bit: look at the run with "starling reproduce", and at the machines.',
        },
      );
    }
    const attempts = Math.max(run.attempts, attempt);
    this.change(
      `UPDATE run SET state = 'succeeded', attempts = ?, shard = ?, ended = ?, digest = ?, outcome = ? WHERE id = ?`,
      attempts,
      shard,
      at,
      outcome.digest,
      JSON.stringify(outcome),
      run.id,
    );
    return changed(run, 'succeeded', attempts);
  }

  /** An attempt at a run has failed: it may be begun again, or has failed for good. */
  failed({ key, attempt, at }: Attempt, failure: RunFailure): Transition {
    const run = this.#stored(key);
    return isCurrent(run, attempt) ? this.#fail(run, at, failure) : unchanged(run);
  }

  /** An attempt at a run was broken off through no fault of its own: the run is pending, and may be begun once more. */
  drained({ key, attempt }: Attempt): Transition {
    const run = this.#stored(key);
    if (!isCurrent(run, attempt)) return unchanged(run);
    this.change(`UPDATE run SET state = 'pending', allowed = allowed + 1 WHERE id = ?`, run.id);
    return changed(run, 'pending', run.attempts);
  }

  /**
   * A shard ended before its runs did: its running run has failed once, those that it had not begun are pending again. Where
   * it died before it began any, that counts against its first, so that not even such deaths go on for ever.
   */
  lost(shard: string, at: string, message: string, trace: string): Transition[] {
    return this.together(() => {
      const held = this.#heldBy(shard);
      const running = held.filter(({ state }) => state === 'running');
      const guilty = new Set(running.length > 0 ? running : held.slice(0, 1));
      const transitions = held.map((run) => {
        if (!guilty.has(run)) return changed(run, 'pending', run.attempts);
        const attempts = run.state === 'claimed' ? run.attempts + 1 : run.attempts;
        return this.#fail({ ...run, attempts }, at, { reason: 'lost', message, trace });
      });
      this.#free(shard);
      return transitions;
    });
  }

  /** What shards held that are no more is pending again, without blame. @returns how many runs */
  release(shards: readonly string[]): number {
    return this.together(() => shards.reduce((runs, shard) => runs + this.#free(shard), 0));
  }

  /** Shards that hold runs which have not ended. */
  holders(): string[] {
    return this.column<string>(
      "SELECT DISTINCT shard FROM run WHERE state IN ('claimed', 'running') ORDER BY shard",
    );
  }

  /** Makes runs that failed (or were aborted) pending once more; the bound of attempts counts anew. @returns how many */
  retry(state: 'failed' | 'aborted'): number {
    return this.change(
      `UPDATE run SET state = 'pending', allowed = attempts + ? WHERE state = ?`,
      this.attempts,
      state,
    );
  }

  /** Gives up runs that have not ended: the pending ones, and with `running` those too. @returns how many */
  abort(at: string, { running = false }: { readonly running?: boolean } = {}): number {
    return this.change(
      `UPDATE run SET state = 'aborted', ended = ? WHERE state IN ('pending', 'claimed'${running ? ", 'running'" : ''})`,
      at,
    );
  }

  /** Leaves a request for who drives the sweep. */
  request(kind: ControlKind, by: string, at: string): void {
    this.change('INSERT INTO request (kind, asker, at) VALUES (?, ?, ?)', kind, by, at);
  }

  /** A request was met, or came to nothing. */
  answered(id: number, at: string): void {
    this.change('UPDATE request SET answered = ? WHERE id = ?', at, id);
  }

  #stored(key: string): StoredRun {
    const run = this.one<StoredRun>('SELECT * FROM run WHERE key = ?', key);
    if (run !== undefined) return run;
    throw new StarlingError(`The sweep has no run ${key}.`, {
      place: this.path,
      hint: 'The outbox may belong to another sweep.',
    });
  }

  #heldBy(shard: string): StoredRun[] {
    return this.all<StoredRun>(
      `SELECT * FROM run WHERE shard = ? AND state IN ('claimed', 'running') ORDER BY id`,
      shard,
    );
  }

  #fail(run: StoredRun, at: string, failure: RunFailure): Transition {
    const { id, attempts, allowed } = run;
    const state = attempts < allowed ? 'pending' : 'failed';
    this.change(
      'UPDATE run SET state = ?, attempts = ?, ended = ?, failure = ? WHERE id = ?',
      state,
      attempts,
      at,
      JSON.stringify(failure),
      id,
    );
    return changed(run, state, attempts);
  }

  #free(shard: string): number {
    return this.change(
      `UPDATE run SET state = 'pending', allowed = allowed + (state = 'running')
        WHERE shard = ? AND state IN ('claimed', 'running')`,
      shard,
    );
  }
}

const changed = ({ id, key, design }: StoredRun, state: RunRow['state'], attempts: number): Transition => ({
  id,
  key,
  design,
  counted: true,
  state,
  attempts,
});

const unchanged = ({ id, key, design, state, attempts }: StoredRun): Transition => ({
  id,
  key,
  design,
  counted: false,
  state: publicState(state),
  attempts,
});

/** Whether an attempt is the one that the run is in: what others of its processes say later means nothing. */
const isCurrent = ({ state, attempts }: StoredRun, attempt: number): boolean =>
  state === 'running' && attempt === attempts;

function fill(db: Database.Database, { name, attempts, designs, members }: SweepContent): void {
  db.prepare('INSERT INTO sweep (id, name, attempts, created) VALUES (1, ?, ?, ?)').run(
    name,
    attempts,
    new Date().toISOString(),
  );
  const addDesign = db.prepare('INSERT INTO design (id, label, parameters) VALUES (?, ?, ?)');
  for (const { index, label, values } of designs) addDesign.run(index, label, JSON.stringify(values));
  const addRun = db.prepare(
    `INSERT INTO run (key, design, replication, seed, state, allowed) VALUES (?, ?, ?, ?, 'pending', ?)
      ON CONFLICT (key) DO NOTHING`,
  );
  const addMember = db.prepare(
    'INSERT INTO member (design, replication, run) SELECT ?, ?, id FROM run WHERE key = ?',
  );
  for (const { design, replication, seed, key } of members) {
    addRun.run(key, design, replication, JSON.stringify(seed), attempts);
    addMember.run(design, replication, key);
  }
}
