import type { AgentLike, Members } from './members.js';
import type { RandomCursor } from './random/index.js';
import {
  orderBy,
  type Reducer,
  reduce,
  type Selection,
  type SortKey,
  type SortOptions,
  type Verbs,
} from './verbs.js';

/** A class whose instances are `A`, abstract or not. */
export type AgentType<A> = abstract new (...args: never[]) => A;

export interface AgentSelection<A extends AgentLike, B extends A = A> extends Selection<B> {
  /** Only instances of this class. */
  readonly type?: AgentType<B>;
}

/** Names of fields of `A` that hold a `V`. */
type FieldOf<A, V> = { [K in keyof A]: A[K] extends V ? K : never }[keyof A];

/**
 * Agents in an order. The set a model hands out is live: agents join and leave it. Every verb that answers a set makes
 * a new one, whose members are chosen then; agents removed from the model later are passed over by all sets alike.
 */
export class AgentSet<A extends AgentLike> implements Verbs<A, AgentSet<A>>, Iterable<A> {
  #members: { readonly items: readonly A[]; readonly live?: number };

  /** @param agents what the set holds, in order; an agent named twice is held once */
  constructor(agents: Iterable<A> = []) {
    this.#members = { items: [...new Set(agents)] };
  }

  /** A set that follows the members of a model. */
  static live<A extends AgentLike>(members: Members<A>): AgentSet<A> {
    return AgentSet.#over(members);
  }

  /** A set over agents that are known to differ. */
  static #over<A extends AgentLike>(members: {
    readonly items: readonly A[];
    readonly live?: number;
  }): AgentSet<A> {
    const set = new AgentSet<A>();
    set.#members = members;
    return set;
  }

  /** Constant time for the sets of a model, linear for others. */
  get size(): number {
    if (this.#members.live !== undefined) return this.#members.live;
    let size = 0;
    for (const agent of this.#members.items) if (agent.alive) size++;
    return size;
  }

  *[Symbol.iterator](): Generator<A, void, undefined> {
    const { items } = this.#members;
    const end = items.length;
    for (let i = 0; i < end; i++) {
      const agent = items[i]!;
      if (agent.alive) yield agent;
    }
  }

  /** Agents created during the pass wait for the next one. */
  do(act: (agent: A) => void): this {
    const { items } = this.#members;
    const end = items.length;
    for (let i = 0; i < end; i++) {
      const agent = items[i]!;
      if (agent.alive) act(agent);
    }
    return this;
  }

  select<B extends A = A>(selection: AgentSelection<A, B> | ((agent: A) => boolean)): AgentSet<B> {
    const {
      type,
      filter,
      atMost = Number.POSITIVE_INFINITY,
    } = typeof selection === 'function' ? { filter: selection as (agent: B) => boolean } : selection;
    const { items } = this.#members;
    const end = items.length;
    const chosen: B[] = [];
    for (let i = 0; i < end && chosen.length < atMost; i++) {
      const agent = items[i]! as B;
      if (!agent.alive || (type !== undefined && !(agent instanceof type))) continue;
      if (filter === undefined || filter(agent)) chosen.push(agent);
    }
    return AgentSet.#over({ items: chosen });
  }

  shuffle(random: RandomCursor): AgentSet<A> {
    return AgentSet.#over({ items: random.shuffle(this.toArray()) });
  }

  shuffleDo(act: (agent: A) => void, random: RandomCursor): this {
    this.shuffle(random).do(act);
    return this;
  }

  /** By a field or a function, ascending; ties by id. */
  sort(key: FieldOf<A, SortKey> | ((agent: A) => SortKey), options?: SortOptions): AgentSet<A> {
    const agents = this.toArray();
    const keyOf = typeof key === 'function' ? key : (agent: A) => agent[key] as SortKey;
    const order = orderBy(agents.map(keyOf), (index) => agents[index]!.id, options);
    return AgentSet.#over({ items: Array.from(order, (index) => agents[index]!) });
  }

  map<R>(from: (agent: A) => R): R[] {
    const values: R[] = [];
    this.do((agent) => values.push(from(agent)));
    return values;
  }

  /** The values of a field, in the order of the set. */
  get<K extends keyof A>(field: K): A[K][] {
    return this.map((agent) => agent[field]);
  }

  /** Gives a field the same value in every agent, or one computed for each. */
  set<K extends keyof A>(field: K, value: A[K] | ((agent: A) => A[K])): this {
    const compute = typeof value === 'function' ? (value as (agent: A) => A[K]) : () => value;
    return this.do((agent) => {
      agent[field] = compute(agent);
    });
  }

  /** Reduces a numeric field, or a number computed for each agent. */
  agg(field: FieldOf<A, number> | ((agent: A) => number), reducer: 'sum'): number;
  agg(field: FieldOf<A, number> | ((agent: A) => number), reducer: 'mean' | 'min' | 'max'): number | null;
  agg<R>(field: FieldOf<A, number> | ((agent: A) => number), reducer: (values: ArrayLike<number>) => R): R;
  agg<R>(field: FieldOf<A, number> | ((agent: A) => number), reducer: Reducer<R>): number | R | null {
    const values = this.map(typeof field === 'function' ? field : (agent) => agent[field] as number);
    return reduce(values, reducer);
  }

  /** Groups in the order in which their first member comes. */
  groupBy<K>(key: (agent: A) => K): Map<K, AgentSet<A>> {
    const groups = new Map<K, A[]>();
    this.do((agent) => {
      const value = key(agent);
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [agent]);
      else group.push(agent);
    });
    return new Map(Array.from(groups, ([value, agents]) => [value, AgentSet.#over({ items: agents })]));
  }

  /** Takes linear time, whatever the count. */
  sample(count: number, random: RandomCursor): AgentSet<A> {
    return AgentSet.#over({ items: random.sample(this.toArray(), count) });
  }

  pick(random: RandomCursor): A | undefined {
    const { items } = this.#members;
    // At most half of a model's members are removed agents, so a few tries meet a living one.
    for (let tries = 0; tries < 64 && items.length > 0; tries++) {
      const agent = items[random.below(items.length)]!;
      if (agent.alive) return agent;
    }
    return random.pick(this.toArray());
  }

  /** Takes linear time: for many questions make a `Set` of the agents. */
  has(agent: A): boolean {
    return agent.alive && this.#members.items.includes(agent);
  }

  /** These agents, then those of `other` that are not among them. */
  union(other: Iterable<A>): AgentSet<A> {
    return new AgentSet([...this, ...other]);
  }

  intersection(other: Iterable<A>): AgentSet<A> {
    const others = new Set(other);
    return this.select((agent) => others.has(agent));
  }

  difference(other: Iterable<A>): AgentSet<A> {
    const others = new Set(other);
    return this.select((agent) => !others.has(agent));
  }

  symmetricDifference(other: Iterable<A>): AgentSet<A> {
    const own = new Set(this);
    return this.difference(other).union([...other].filter((agent) => !own.has(agent)));
  }

  /** For checkpoints: its agents; null for a set that follows the members of a model. */
  save(): readonly A[] | null {
    return this.#members.live === undefined ? this.toArray() : null;
  }

  restore(saved: readonly A[] | null): void {
    if (saved !== null) this.#members = { items: [...saved] };
  }

  toArray(): A[] {
    return this.#members.items.filter((agent) => agent.alive);
  }
}
