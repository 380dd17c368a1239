import type { Agent } from '../agent.js';
import { StarlingError } from '../errors.js';
import type { Model } from '../model/index.js';
import { MemorySink } from './memory.js';
import type { CollectorOptions } from './options.js';
import { type Report, reportsOf } from './reports.js';
import { checkTables, normalise } from './rows.js';
import { schemas } from './schemas.js';
import type { Row, Sink, TableSchema, Value } from './sink.js';

/** Where a collector stands. */
export interface CollectorState {
  readonly collected: number;
  readonly sinks: readonly { readonly type: string; readonly at: unknown }[];
}

const nameOf = (sink: Sink): string => sink.constructor.name;

/**
 * Collects rows of a run into sinks: reporters of the model and its agents after every step, and rows that stages write
 * by themselves. All sinks get the same rows in the same order; a reporter must not change the model.
 */
export class DataCollector<M = Model, I = Agent> {
  readonly #options: CollectorOptions<M, I>;
  readonly #sinks: readonly Sink[];
  readonly #memory: MemorySink;
  readonly #reports: readonly Report<M>[];
  readonly #columns: ReadonlyMap<string, readonly string[]>;
  readonly #tables: readonly TableSchema[];
  #isOpen = false;
  #rows = 0;
  #collected = 0;
  /** Where the sinks are to go on from. */
  #saved: CollectorState['sinks'] | undefined;

  /** @throws StarlingError for a name that some sink could not use, and an interval or window that is not a whole number ≥ 1 */
  constructor(options: CollectorOptions<M, I>) {
    const { every = 1, flushEvery = 1, window = 1 } = options;
    for (const [name, value] of Object.entries({ every, flushEvery, window }))
      if (!Number.isInteger(value) || value < 1)
        throw new StarlingError(`The collector's '${name}' is a whole number, at least 1; got ${value}.`);
    this.#options = options;
    this.#tables = schemas(options);
    this.#reports = reportsOf(options);
    checkTables(this.#tables);
    this.#columns = new Map(this.#tables.map(({ name, columns }) => [name, Object.keys(columns)]));
    const sinks = options.sinks ?? [];
    this.#memory = new MemorySink({
      window: options.window ?? (sinks.length > 0 ? 0 : Number.POSITIVE_INFINITY),
    });
    this.#sinks = [...sinks, this.#memory];
  }

  /**
   * Opens the sinks, and has tables that are due after a stage filled then; the model does it at its first step.
   *
   * @throws StarlingError for a stage that the model does not have
   */
  async open(model?: M & Model): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const stage of new Set(this.#reports.map((report) => report.stage)))
      if (stage !== undefined) model?.scheduler.after(stage, () => this.#report(model, stage));
    for (const [i, sink] of this.#sinks.entries()) {
      if (this.#saved === undefined) await sink.open(this.#tables);
      else await sink.reopen!(this.#tables, this.#saved[i]!.at);
    }
    this.#saved = undefined;
  }

  /** Says that `save` will be asked. @throws StarlingError for a sink that can't be cut back */
  willSave(): void {
    for (const sink of this.#sinks) {
      if (sink.save === undefined || sink.reopen === undefined)
        throw new StarlingError(`The sink ${nameOf(sink)} cannot be cut back to a checkpoint.`, {
          hint: 'Give it `save` and `reopen`, or collect into another sink.',
        });
      sink.willSave?.();
    }
  }

  /** Makes the rows so far durable and answers where the sinks stand. */
  save(): CollectorState {
    return {
      collected: this.#collected,
      sinks: this.#sinks.map((sink) => ({ type: nameOf(sink), at: sink.save!() })),
    };
  }

  /** Before it is opened: the sinks are then cut back to where they stood. @throws StarlingError for other sinks */
  restore({ collected, sinks }: CollectorState): void {
    const [had, has] = [sinks.map(({ type }) => type), this.#sinks.map(nameOf)];
    if (had.join() !== has.join())
      throw new StarlingError(`The rows were collected into ${had.join(', ')}, not into ${has.join(', ')}.`, {
        hint: 'Give the model the sinks that it had.',
      });
    this.#collected = collected;
    this.#saved = sinks;
  }

  /** Collects the step in progress where it is due, and flushes; answers how many rows came since the last time. */
  collect(model: M & Model): number | Promise<number> {
    this.#report(model, undefined);
    const rows = this.#rows;
    this.#rows = 0;
    if (rows === 0 || ++this.#collected % (this.#options.flushEvery ?? 1) !== 0) return rows;
    const pending: Promise<void>[] = [];
    for (const sink of this.#sinks) {
      const flushed = sink.flush();
      if (flushed !== undefined) pending.push(flushed);
    }
    return pending.length === 0 ? rows : Promise.all(pending).then(() => rows);
  }

  /**
   * One row into a table of `tables`, at once and whatever the interval is.
   *
   * @throws StarlingError for an unknown table or column, a missing column, or a value that no sink can hold
   */
  row(table: string, values: Row): void {
    const columns = this.#columns.get(table);
    if (columns === undefined)
      throw new StarlingError(`There is no table '${table}'.`, {
        hint: `Known: ${[...this.#columns.keys()].join(', ')}.`,
      });
    for (const column of Object.keys(values))
      if (!columns.includes(column))
        throw new StarlingError(`Table '${table}' has no column '${column}'.`, {
          hint: `Its columns: ${columns.join(', ')}.`,
        });
    const row: Record<string, Value> = {};
    for (const column of columns) {
      const value = values[column];
      if (value === undefined)
        throw new StarlingError(`A row of table '${table}' lacks its column '${column}'.`);
      row[column] = normalise(value, table, column);
    }
    this.#write(table, row);
  }

  /** The rows of a table that are kept in memory, oldest first; see `window`. */
  rows(table: string): Row[] {
    return this.#memory.rows(table);
  }

  /** Flushes and closes the sinks, all of them even when one fails; then throws the first failure. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const failures: unknown[] = [];
    for (const sink of this.#sinks) {
      try {
        await sink.close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Fills the tables that are due after a stage, in the steps that are collected. */
  #report(model: M & Model, stage: string | undefined): void {
    const { every = 1, from = 0, until = Number.POSITIVE_INFINITY } = this.#options;
    const { step } = model;
    if (step < from || step > until || (step - from) % every !== 0) return;
    for (const report of this.#reports)
      if (report.stage === stage) report.run(model, (table, row) => this.#write(table, row));
  }

  #write(table: string, row: Row): void {
    if (!this.#isOpen)
      throw new StarlingError(
        'The data collector is not open: rows are taken from the first step until the end.',
      );
    for (const sink of this.#sinks) sink.write(table, row);
    this.#rows++;
  }
}
