import type { Agent } from '../agent.js';
import type { AgentType } from '../agentset.js';
import { StarlingError } from '../errors.js';
import type { AgentLike } from '../members.js';
import type { Model } from '../model.js';
import { MemorySink } from './memory.js';
import { checkTables, normalise } from './rows.js';
import type { Row, Sink, TableSchema, Value, ValueType } from './sink.js';

/** A column by a function; of an agent, a row of a population, or the model alone. */
export type ModelReporters<M> = Readonly<Record<string, (model: M) => Value>>;
export type ItemReporters<M, I> = Readonly<Record<string, (item: I, model: M) => Value>>;

/** Anything that can be walked: an `AgentSet`, a `Population`. */
export interface Walk<I> {
  do(act: (item: I) => void): unknown;
}

export interface TypeReporters<M, A extends AgentLike> {
  readonly type: AgentType<A>;
  readonly report: ItemReporters<M, A>;
}

export interface CollectorOptions<M, I> {
  /** One row a step in the table `model`: step, then these. */
  readonly model?: ModelReporters<M>;
  /** One row an agent (or row of `over`) and step in the table `agents`: step, agent, then these. */
  readonly agents?: ItemReporters<M, I>;
  /** What `agents` walks; the model's agents by default. A `Population` fits: its items are row indices. */
  readonly over?: (model: M) => Walk<I>;
  /** Only these agents get a row in `agents`. */
  readonly where?: (item: I, model: M) => boolean;
  /** A table per class of agents, named after the key: see `agentType`. */
  readonly agentTypes?: Readonly<Record<string, TypeReporters<M, never>>>;
  /** Tables that the model fills by `row`: their columns, with types where a sink should know them beforehand. */
  readonly tables?: Readonly<Record<string, readonly string[] | Readonly<Record<string, ValueType>>>>;
  /** Collect every so many steps (1), counted from `from`. */
  readonly every?: number;
  /** First step to collect (0). */
  readonly from?: number;
  /** Last step to collect. */
  readonly until?: number;
  /** Keep the last so many rows of each table in memory, for `rows`. All of them where there are no sinks, none else. */
  readonly window?: number;
  readonly sinks?: readonly Sink[];
  /** Sinks are flushed after every so many collected steps (1). */
  readonly flushEvery?: number;
}

/** Reporters of one class of agents, typed: `agentTypes: { wolves: agentType(Wolf, { energy: (wolf) => wolf.energy }) }`. */
export function agentType<M, A extends AgentLike>(
  type: AgentType<A>,
  report: ItemReporters<M, A>,
): TypeReporters<M, never> {
  return { type, report } as TypeReporters<M, A> as unknown as TypeReporters<M, never>;
}

/**
 * Collects rows of a run into sinks: reporters of the model and its agents after every step, and rows that stages write
 * by themselves. All sinks get the same rows in the same order; a reporter must not change the model.
 */
export class DataCollector<M = Model, I = Agent> {
  readonly #options: CollectorOptions<M, I>;
  readonly #sinks: readonly Sink[];
  readonly #memory: MemorySink;
  readonly #columns: ReadonlyMap<string, readonly string[]>;
  readonly #tables: readonly TableSchema[];
  #isOpen = false;
  #rows = 0;
  #collected = 0;

  /** @throws StarlingError for names that some sink could not use, and for an interval that is not a whole number ≥ 1 */
  constructor(options: CollectorOptions<M, I>) {
    for (const [name, value] of Object.entries({ every: options.every, flushEvery: options.flushEvery }))
      if (value !== undefined && !(Number.isInteger(value) && value >= 1))
        throw new StarlingError(
          `The collector's '${name}' is a whole number of steps, at least 1; got ${value}.`,
        );
    this.#options = options;
    this.#tables = schemas(options);
    checkTables(this.#tables);
    this.#columns = new Map(this.#tables.map(({ name, columns }) => [name, Object.keys(columns)]));
    const sinks = options.sinks ?? [];
    this.#memory = new MemorySink({
      window: options.window ?? (sinks.length > 0 ? 0 : Number.POSITIVE_INFINITY),
    });
    this.#sinks = [...sinks, this.#memory];
  }

  /** Opens the sinks; the model does it at its first step. */
  async open(): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const sink of this.#sinks) await sink.open(this.#tables);
  }

  /** Collects the step in progress where it is due, and flushes; answers how many rows came since the last time. */
  collect(model: M & Model): number | Promise<number> {
    const { every = 1, from = 0, until = Number.POSITIVE_INFINITY, flushEvery = 1 } = this.#options;
    const { step } = model;
    const due = step >= from && step <= until && (step - from) % every === 0;
    if (due) this.#report(model, step);
    const rows = this.#rows;
    this.#rows = 0;
    if (rows === 0 || ++this.#collected % flushEvery !== 0) return rows;
    const pending = this.#sinks.map((sink) => sink.flush()).filter((result) => result !== undefined);
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

  #report(model: M & Model, step: number): void {
    const { model: reporters, agents, agentTypes = {}, over, where } = this.#options;
    if (reporters !== undefined) {
      const row: Record<string, Value> = { step };
      for (const [column, report] of Object.entries(reporters))
        row[column] = normalise(report(model), 'model', column);
      this.#write('model', row);
    }
    if (agents !== undefined) {
      const entries = Object.entries(agents);
      const walked = over?.(model) ?? (model.agents as unknown as Walk<I>);
      walked.do((item) => {
        if (where === undefined || where(item, model)) this.#reportItem('agents', step, item, entries, model);
      });
    }
    for (const [table, { type, report }] of Object.entries(agentTypes)) {
      const entries = Object.entries(report) as [string, (item: Agent, model: M) => Value][];
      model
        .agentsOf(type as AgentType<Agent>)
        .do((agent) => this.#reportItem(table, step, agent, entries, model));
    }
  }

  #reportItem<T>(
    table: string,
    step: number,
    item: T,
    entries: readonly [string, (item: T, model: M) => Value][],
    model: M,
  ): void {
    const agent = typeof item === 'number' ? item : (item as { readonly id: number }).id;
    const row: Record<string, Value> = { step, agent };
    for (const [column, report] of entries) row[column] = normalise(report(item, model), table, column);
    this.#write(table, row);
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

function schemas<M, I>(options: CollectorOptions<M, I>): TableSchema[] {
  const reported = (name: string, leading: readonly string[], reporters: object): TableSchema => ({
    name,
    columns: columnTypes(
      [
        ...leading.map((key) => [key, 'integer'] as const),
        ...Object.keys(reporters).map((key) => [key, 'any'] as const),
      ],
      name,
    ),
  });
  return [
    ...(options.model === undefined ? [] : [reported('model', ['step'], options.model)]),
    ...(options.agents === undefined ? [] : [reported('agents', ['step', 'agent'], options.agents)]),
    ...Object.entries(options.agentTypes ?? {}).map(([name, { report }]) =>
      reported(name, ['step', 'agent'], report),
    ),
    ...Object.entries(options.tables ?? {}).map(([name, columns]) => ({
      name,
      columns: Array.isArray(columns)
        ? columnTypes(
            columns.map((key: string) => [key, 'any'] as const),
            name,
          )
        : (columns as Record<string, ValueType>),
    })),
  ];
}

function columnTypes(
  columns: readonly (readonly [string, ValueType])[],
  table: string,
): Record<string, ValueType> {
  const types: Record<string, ValueType> = Object.fromEntries(columns);
  if (Object.keys(types).length < columns.length)
    throw new StarlingError(`Table '${table}' names a column twice; 'step' and 'agent' are there already.`);
  return types;
}
