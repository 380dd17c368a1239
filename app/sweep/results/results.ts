import { RunTable, type SweepContent, type Transition } from '../../../framework/experiment/store/index.js';
import type { Design } from '../../../framework/index.js';
import { sweepPaths } from '../folder.js';
import {
  type OutboxPart,
  type OutboxRecord,
  type Rows,
  readOutbox,
  type Succeeded,
} from '../outbox/index.js';
import { type Lines, linesOf } from './line.js';
import { PART_SIZE, type PartSize, removeStray, writeParts } from './parts.js';
import { RESULTS_SCHEMA } from './schema.js';
import { firstStaged, type Staged, stagedTables } from './staged.js';

/** What an outbox told of a run. */
export interface Told extends Transition {
  readonly kind: Exclude<OutboxRecord['kind'], 'rows'>;
  /** Wall seconds of one that has succeeded. */
  readonly seconds?: number;
}

/**
 * The run table of a sweep and its results, for who drives it: takes in what shards say in their outboxes. A record's
 * effects, and how far its outbox was read, are in the table together or not at all; rows wait there until their run has
 * succeeded and there are enough of them for a part.
 */
export class Results {
  readonly runs: RunTable;
  readonly #folder: string;
  readonly #size: PartSize;
  /** What is staged and counts, by table. */
  readonly #staged: Map<string, { rows: number; bytes: number }>;
  #lines: Lines | undefined;
  /** The newest that was asked for. */
  #design: Design | undefined;

  private constructor(folder: string, runs: RunTable, size: PartSize) {
    this.runs = runs;
    this.#folder = folder;
    this.#size = size;
    this.#staged = stagedTables(runs);
  }

  /** Makes the run table of a new sweep in its folder. */
  static create(folder: string, content: SweepContent, size: PartSize = PART_SIZE): Results {
    return new Results(folder, RunTable.create(sweepPaths(folder).runs, content, RESULTS_SCHEMA), size);
  }

  /** Opens those of an existing sweep, for one process at a time, and removes files that were never finished. */
  static open(folder: string, size: PartSize = PART_SIZE): Results {
    const runs = RunTable.open(sweepPaths(folder).runs);
    removeStray(runs, folder);
    return new Results(folder, runs, size);
  }

  /**
   * Takes in what a shard has said since the last time.
   *
   * @throws StarlingError for a damaged outbox, and for a run that came out twice and not the same
   */
  take(shard: string): Told[] {
    const told: Told[] = [];
    for (const part of readOutbox(sweepPaths(this.#folder).outbox(shard), this.offset(shard)))
      told.push(...this.ingest(shard, part));
    return told;
  }

  /** How far a shard's outbox was taken in, in bytes. */
  offset(shard: string): number {
    return this.runs.value<number>('SELECT offset FROM outbox WHERE shard = ?', shard) ?? 0;
  }

  /** Takes in records, in one transaction; then writes a part of each table of which enough is staged. */
  ingest(shard: string, { records, offset }: OutboxPart): Told[] {
    const grown: Grown[] = [];
    const told = this.runs.together(() => {
      const all = records.flatMap((record) => this.#ingest(shard, record, grown) ?? []);
      this.runs.change(
        'INSERT INTO outbox (shard, offset) VALUES (?, ?) ON CONFLICT (shard) DO UPDATE SET offset = excluded.offset',
        shard,
        offset,
      );
      return all;
    });
    for (const each of grown) this.#add(each);
    for (const name of this.#staged.keys()) while (this.#isEnough(name)) this.#write(name);
    return told;
  }

  /** Writes every row that counts into a part. */
  flush(): void {
    for (const name of this.#staged.keys()) while (this.#staged.get(name)!.rows > 0) this.#write(name);
  }

  /** Flushes and lets go of the file. */
  close(): void {
    this.flush();
    this.runs.close();
  }

  #ingest(shard: string, record: OutboxRecord, grown: Grown[]): Told | undefined {
    const { kind } = record;
    switch (kind) {
      case 'began': {
        const transition = this.runs.began(record, shard, record.host);
        // The process began it before and was not heard of: what it wrote then is none of this attempt.
        this.#drop(transition.id, 'writer = ?', record.writer);
        return { kind, ...transition };
      }
      case 'rows':
        this.#stage(record);
        return undefined;
      case 'succeeded':
        return { kind, seconds: record.outcome.seconds, ...this.#succeed(shard, record, grown) };
      case 'failed':
        return { kind, ...this.runs.failed(record, record.failure) };
      case 'drained':
        return { kind, ...this.runs.drained(record) };
    }
  }

  /** Rows of a run that nobody waits for are not kept. */
  #stage({ key, writer, table, types, columns }: Rows): void {
    const text = JSON.stringify(columns);
    const rows = Object.values(columns)[0]?.length ?? 0;
    this.runs.change(
      `INSERT INTO staged (run, writer, name, rows, bytes, types, columns)
        SELECT id, ?, ?, ?, ?, ?, ? FROM run WHERE key = ? AND state = 'running'`,
      writer,
      table,
      rows,
      text.length,
      JSON.stringify(types),
      text,
      key,
    );
  }

  #succeed(shard: string, record: Succeeded, grown: Grown[]): Transition {
    const { key, writer, outcome } = record;
    const staged = this.runs.all<Grown & { writer: string }>(
      `SELECT writer, name, rows, bytes, types FROM staged
        WHERE run = (SELECT id FROM run WHERE key = ?) AND NOT counts`,
      key,
    );
    const own = staged.filter((each) => each.writer === writer);
    const isNew = this.runs.value('SELECT state FROM run WHERE key = ?', key) !== 'succeeded';
    if (isNew && !isWhole(own, record))
      return this.runs.failed(record, {
        reason: 'lost',
        message: 'not all of its rows arrived',
        trace: `shard ${shard}, ${writer}`,
      });
    const transition = this.runs.succeeded(record, shard, outcome);
    const { id, counted } = transition;
    if (!counted) {
      this.#drop(id, 'true');
      return transition;
    }
    if (own.length < staged.length) this.#drop(id, 'writer <> ?', writer);
    this.runs.change('UPDATE staged SET counts = 1 WHERE run = ?', id);
    own.push({ writer, ...this.#addLine(id, record) });
    for (const { name, types } of own)
      this.runs.change('INSERT OR IGNORE INTO shape (name, types) VALUES (?, ?)', name, types);
    grown.push(...own);
    return transition;
  }

  /** Stages the run's lines in the table of runs. @param id of the run */
  #addLine(id: number, { key, writer, outcome }: Succeeded): Grown {
    const lines = this.#linesOf();
    const members = this.runs
      .members(key)
      .map((member) => ({ member, design: this.#designOf(member.design) }));
    const text = JSON.stringify(lines.columns(members, outcome));
    const line = {
      name: 'runs',
      rows: members.length,
      bytes: text.length,
      types: JSON.stringify(lines.types(outcome.outcomes)),
    };
    this.runs.change(
      'INSERT INTO staged (run, writer, name, counts, rows, bytes, types, columns) VALUES (?, ?, ?, 1, ?, ?, ?, ?)',
      id,
      writer,
      line.name,
      line.rows,
      line.bytes,
      line.types,
      text,
    );
    return line;
  }

  #linesOf(): Lines {
    this.#lines ??= linesOf(this.runs);
    return this.#lines;
  }

  /** Runs mostly come design by design. */
  #designOf(index: number): Design {
    if (this.#design?.index !== index) this.#design = this.runs.design(index)!;
    return this.#design;
  }

  /** Drops rows of a run that don't count. */
  #drop(run: number, where: string, ...values: unknown[]): void {
    this.runs.change(`DELETE FROM staged WHERE run = ? AND NOT counts AND ${where}`, run, ...values);
  }

  #isEnough(name: string): boolean {
    const { rows, bytes } = this.#staged.get(name)!;
    return rows >= this.#size.rows || bytes >= this.#size.bytes;
  }

  /** Writes what was staged first, about a part's worth. */
  #write(name: string): void {
    const staged = firstStaged(this.runs, name, this.#size);
    writeParts(this.runs, this.#folder, name, staged);
    this.#add({ name, rows: -sum(staged, 'rows'), bytes: -sum(staged, 'bytes') });
  }

  #add({ name, rows, bytes }: Omit<Grown, 'types'>): void {
    const before = this.#staged.get(name) ?? { rows: 0, bytes: 0 };
    this.#staged.set(name, { rows: before.rows + rows, bytes: before.bytes + bytes });
  }
}

const sum = (staged: readonly Staged[], of: 'rows' | 'bytes'): number =>
  staged.reduce((total, each) => total + each[of], 0);

/** What a table has gained. */
interface Grown {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** What its columns hold, as JSON. */
  readonly types: string;
}

/** Whether all rows are there that the process says it wrote. */
function isWhole(staged: readonly Grown[], { rows }: Succeeded): boolean {
  const found = new Map<string, number>();
  for (const { name, rows: some } of staged) found.set(name, (found.get(name) ?? 0) + some);
  const wrote = Object.entries(rows);
  return found.size === wrote.length && wrote.every(([name, all]) => found.get(name) === all);
}
