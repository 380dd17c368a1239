import { type AgentLike, Chosen, Members, type Membership, removals } from './members.js';
import type { RandomCursor } from './random/index.js';
import { Groups } from './sets/groups.js';
import { limitOf } from './sets/limit.js';
import { orderBy, type SortKey, type SortOptions } from './sets/order.js';
import { type Reduced, type Reducers, reduce } from './sets/reduce.js';
import { borrow, giveBack } from './sets/scratch.js';
import { drawWeighted, pickWeighted } from './sets/weights.js';
import type { FieldOf, NumberOf, SampleOptions, Selection, Verbs } from './verbs.js';

/** A class whose instances are `A`, abstract or not. */
export type AgentType<A> = abstract new (...args: never[]) => A;

/** Which agents to keep: a `Selection`, and by class. */
export interface AgentSelection<A extends AgentLike, B extends A = A> extends Selection<B> {
  /** Only instances of this class. */
  readonly type?: AgentType<B>;
}

/** Fields of agents, gathered. */
type Lists<A> = { [K in keyof A]: A[K][] };

/**
 * Agents in an order. The set a model hands out is live: agents join and leave it. Every verb that answers a set makes
 * a new one, whose members are chosen then; agents removed from the model later are passed over by all sets alike.
 */
export class AgentSet<A extends AgentLike> implements Verbs<A, AgentSet<A>, A, Lists<A>> {
  #members: Membership<A>;

  /** @param agents what the set holds, in order; an agent named twice is held once, a removed one not at all */
  constructor(agents?: Iterable<A>);
  /** @internal */
  constructor(members: Membership<A>);
  constructor(given: Iterable<A> | Membership<A> = []) {
    this.#members =
      given instanceof Chosen || given instanceof Members
        ? given
        : new Chosen([...new Set(given as Iterable<A>)].filter(({ alive }) => alive));
  }

  /** Constant time, but for a chosen set after a removal: then it looks through its members once. */
  get size(): number {
    return this.#members.live;
  }

  /** A set that a model hands out answers in O(log n), any other in O(1) from its second question on. */
  has(agent: A): boolean {
    return this.#members.has(agent);
  }

  at(place: number): A | undefined {
    return this.#members.living().at(place);
  }

  toArray(): A[] {
    return this.#members.living().slice();
  }

  *[Symbol.iterator](): Generator<A, void, undefined> {
    const { items } = this.#members;
    const end = items.length;
    for (let i = 0; i < end; i++) {
      const agent = items[i]!;
      if (agent.alive) yield agent;
    }
  }

  select<B extends A = A>(selection: AgentSelection<A, B> | ((agent: A) => boolean)): AgentSet<B> {
    const { type, filter, atMost }: AgentSelection<A, B> =
      typeof selection === 'function' ? { filter: selection } : selection;
    const limit = limitOf(atMost, this.size);
    // A filter may remove what it let pass before.
    const since = removals.count;
    const { items } = this.#members;
    const end = items.length;
    const chosen: B[] = [];
    for (let i = 0; i < end && chosen.length < limit; i++) {
      const agent = items[i]! as B;
      if (!agent.alive || (type !== undefined && !(agent instanceof type))) continue;
      if (filter === undefined || filter(agent)) chosen.push(agent);
    }
    return new AgentSet(new Chosen(chosen, since));
  }

  sort(key: FieldOf<A, SortKey> | ((agent: A) => SortKey), options?: SortOptions): AgentSet<A> {
    const since = removals.count;
    const agents = this.#members.living();
    const keyOf = typeof key === 'function' ? key : (agent: A) => agent[key] as SortKey;
    const order = orderBy(agents.map(keyOf), (index) => agents[index]!.id, options);
    return this.#chosen(order, agents, since);
  }

  shuffle(random: RandomCursor): AgentSet<A> {
    return new AgentSet(new Chosen(random.shuffle(this.toArray())));
  }

  /** Takes O(count) where no agent was removed lately, and linear time with weights. */
  sample(count: number, random: RandomCursor, { weight }: SampleOptions<NumberOf<A, A>> = {}): AgentSet<A> {
    const since = removals.count;
    const agents = this.#members.living();
    const places =
      weight === undefined
        ? random.choose(agents.length, count)
        : drawWeighted(this.#numbers(weight), count, random);
    return this.#chosen(places, agents, since);
  }

  pick(random: RandomCursor, { weight }: SampleOptions<NumberOf<A, A>> = {}): A | undefined {
    if (weight === undefined) return this.#members.pick(random);
    const place = pickWeighted(this.#numbers(weight), random);
    return place === undefined ? undefined : this.#members.living()[place];
  }

  do(act: (agent: A) => void): this {
    const { items } = this.#members;
    const end = items.length;
    for (let i = 0; i < end; i++) {
      const agent = items[i]!;
      if (agent.alive) act(agent);
    }
    return this;
  }

  shuffleDo(act: (agent: A, random: RandomCursor) => void, random: RandomCursor): this {
    const agents = this.#members.living();
    const scratch = borrow(agents.length);
    const order = scratch.subarray(0, agents.length);
    for (let i = 0; i < order.length; i++) order[i] = i;
    random.shuffle(order);
    for (let i = 0; i < order.length; i++) {
      const agent = agents[order[i]!]!;
      if (agent.alive) act(agent, random);
    }
    giveBack(scratch);
    return this;
  }

  map<R>(from: (agent: A) => R): R[] {
    const values: R[] = [];
    this.do((agent) => values.push(from(agent)));
    return values;
  }

  get<K extends keyof A>(field: K): A[K][];
  get<K extends keyof A>(fields: readonly K[]): { readonly [F in K]: A[F][] };
  get<K extends keyof A>(field: K | readonly K[]): A[K][] | { readonly [F in K]: A[F][] } {
    if (!Array.isArray(field)) return this.map((agent) => agent[field as K]);
    const lists = (field as readonly K[]).map((each) => [each, this.get(each)]);
    return Object.fromEntries(lists) as { readonly [F in K]: A[F][] };
  }

  set<K extends keyof A>(field: K, value: A[K] | ((agent: A) => A[K])): this {
    const compute = typeof value === 'function' ? (value as (agent: A) => A[K]) : () => value;
    return this.do((agent) => {
      agent[field] = compute(agent);
    });
  }

  agg<const R extends Reducers>(field: NumberOf<A, A>, reducer: R): Reduced<R> {
    return reduce(this.#numbers(field), reducer);
  }

  groupBy<K extends keyof A>(field: K): Groups<A[K], AgentSet<A>, NumberOf<A, A>>;
  groupBy<K>(key: (agent: A) => K): Groups<K, AgentSet<A>, NumberOf<A, A>>;
  groupBy<K>(key: keyof A | ((agent: A) => K)): Groups<K, AgentSet<A>, NumberOf<A, A>> {
    const keyOf = typeof key === 'function' ? key : (agent: A) => agent[key] as K;
    const since = removals.count;
    const groups = new Map<K, A[]>();
    this.do((agent) => {
      const value = keyOf(agent);
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [agent]);
      else group.push(agent);
    });
    return new Groups(
      Array.from(groups, ([value, agents]) => [value, new AgentSet(new Chosen(agents, since))]),
    );
  }

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
    const others = [...other];
    return this.difference(others).union(others.filter((agent) => !own.has(agent)));
  }

  /** For checkpoints: its agents; null for a set that follows the members of a model. */
  save(): readonly A[] | null {
    return this.#members instanceof Members ? null : this.toArray();
  }

  /** Holds the agents that were saved; a set of a model goes on following it. */
  restore(saved: readonly A[] | null): void {
    if (saved !== null) this.#members = new Chosen([...saved]);
  }

  #numbers(field: NumberOf<A, A>): number[] {
    return this.map(typeof field === 'function' ? field : (agent) => agent[field] as number);
  }

  #chosen(places: Uint32Array, agents: readonly A[], since: number): AgentSet<A> {
    return new AgentSet(
      new Chosen(
        Array.from(places, (place) => agents[place]!),
        since,
      ),
    );
  }
}
