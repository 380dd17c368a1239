import type { AgentType } from '../agentset.js';
import type { AgentLike } from '../members.js';
import type { Sink, Value, ValueType } from './sink.js';

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
