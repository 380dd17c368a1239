import type { AgentLike } from '../members.js';
import type { NamedReducer } from '../sets/reduce.js';
import type { Summed } from '../verbs.js';
import type { Sink, Value, ValueType } from './sink.js';

/** A column by a function; of an agent, a row of a population, or the model alone. */
export type ModelReporters<M> = Readonly<Record<string, (model: M) => Value>>;
/** Columns by functions of one item: an agent, or a row of a population; the model comes second. */
export type ItemReporters<M, I> = Readonly<Record<string, (item: I, model: M) => Value>>;

/** Anything that can be walked: an `AgentSet`, a `Population`. */
export interface Walk<I> {
  /** Calls `act` with every item, in order. */
  do(act: (item: I) => void): unknown;
  /** What the row of a number is labelled with; the number itself where absent. */
  idOf?(item: I): number;
}

/** Columns of a summary: a field each, reduced. */
export interface SummaryReporters<M> {
  /** The set that is reduced. */
  readonly of: (model: M) => Summed<never>;
  /** What each column of the table is made of. */
  readonly columns: readonly {
    readonly name: string;
    readonly field: string;
    readonly reducer: NamedReducer;
  }[];
}

/** Names of the fields that a set can reduce. */
type ReducibleField<S> = S extends Summed<infer W> ? Extract<W, string> : never;

/** The reporters of one class of agents: see `agentType`. */
export interface TypeReporters<M, A extends AgentLike> {
  /** Agents made by exactly this class. */
  readonly type: new (
    ...args: never[]
  ) => A;
  /** Columns of the table, after step and agent. */
  readonly report: ItemReporters<M, A>;
}

/** What is collected, when, and where to. */
export interface CollectorOptions<M, I> {
  /** One row a step in the table `model`: step, then these. */
  readonly model?: ModelReporters<M>;
  /** A table a set, named after the key, with one row a step: step, size, then fields reduced; see `summary`. */
  readonly summaries?: Readonly<Record<string, SummaryReporters<M>>>;
  /** One row an agent (or row of `over`) and step in the table `agents`: step, agent, then these. */
  readonly agents?: ItemReporters<M, I>;
  /** What `agents` walks; the model's agents by default. A `Population` fits: its items are row indices. */
  readonly over?: (model: M) => Walk<I>;
  /** Only these agents get a row in `agents`. */
  readonly where?: (item: I, model: M) => boolean;
  /** A table per class of agents, named after the key: see `agentType`. */
  readonly agentTypes?: Readonly<Record<string, TypeReporters<M, never>>>;
  /**
   * The stage after which the reporters look, instead of after the step: of all tables, or by table. Hooks of the stage
   * that were given before the run come first.
   */
  readonly after?: string | Readonly<Record<string, string>>;
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
  /** Where rows go, all of them getting the same; none keep them in memory alone. */
  readonly sinks?: readonly Sink[];
  /** Sinks are flushed after every so many collected steps (1). */
  readonly flushEvery?: number;
}

/** Reporters of one class of agents, typed: `agentTypes: { wolves: agentType(Wolf, { energy: (wolf) => wolf.energy }) }`. */
export function agentType<M, A extends AgentLike>(
  type: new (...args: never[]) => A,
  report: ItemReporters<M, A>,
): TypeReporters<M, never> {
  return { type, report } as TypeReporters<M, A> as unknown as TypeReporters<M, never>;
}

/**
 * Reduces fields of a set, objects or columns alike, to a row a step:
 * `summaries: { sheep: summary(({ sheep }) => sheep, { energy: ['mean', 'max'], age: 'mean' }) }` makes the
 * table `sheep` with the columns `step`, `size`, `energy_mean`, `energy_max`, `age_mean`.
 */
export function summary<M, S extends Summed<never>>(
  of: (model: M) => S,
  fields: { readonly [F in ReducibleField<S>]?: NamedReducer | readonly NamedReducer[] },
): SummaryReporters<M> {
  const entries = Object.entries<NamedReducer | readonly NamedReducer[] | undefined>(fields);
  const columns = entries.flatMap(([field, reducers = []]) =>
    [reducers].flat().map((reducer) => ({ name: `${field}_${reducer}`, field, reducer })),
  );
  return { of, columns };
}
